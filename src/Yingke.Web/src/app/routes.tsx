import { createBrowserRouter, type RouteObject } from 'react-router';
import { Crash } from './Crash';
import { Gate } from './Gate';
import { NoSuchPage } from './NoSuchPage';
import { pages } from './pages';
import { SettingsFrame } from './SettingsFrame';
import { guarded } from './guarded';

const routeOf = (page: (typeof pages)[number]): RouteObject => ({ path: page.path, lazy: guarded(page) });

const workbench = async () => ({ Component: (await import('./Start')).Start });

export const router = createBrowserRouter([
  {
    path: '/login',
    hydrateFallbackElement: <></>,
    errorElement: <Crash />,
    lazy: async () => ({ Component: (await import('@/features/accounts/SignIn')).SignIn }),
  },
  {
    element: <Gate bare />,
    hydrateFallbackElement: <></>,
    errorElement: <Crash />,
    children: pages.filter((page) => page.place === 'bare').map(routeOf),
  },
  {
    path: '/',
    element: <Gate />,
    hydrateFallbackElement: <></>,
    errorElement: <Crash />,
    children: [
      {
        errorElement: <Crash />,
        children: [
          { index: true, lazy: workbench },
          { path: '/conversations/:id', lazy: workbench },
          { path: '/settings', element: <SettingsFrame />, children: pages.filter((page) => page.place === 'settings').map(routeOf) },
          ...pages.filter((page) => page.place === 'rail' || page.place === 'none').map(routeOf),
          { path: '*', element: <NoSuchPage /> },
        ],
      },
    ],
  },
]);
