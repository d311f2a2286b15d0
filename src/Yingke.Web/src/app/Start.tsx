import { Navigate } from 'react-router';
import { useMe } from '@/shared/session';
import { mayChat } from './DeskKeeper';
import { NoSuchPage } from './NoSuchPage';
import { pages } from './pages';
import { WorkbenchPage } from './workbench/WorkbenchPage';

/** The workbench; for posts without chats, the first screen that is theirs. */
export function Start() {
  const me = useMe();
  if (mayChat(me)) return <WorkbenchPage />;
  const first = pages.find((page) => page.place !== 'none' && page.place !== 'bare' && (!page.allowed || page.allowed(me)));
  return first ? <Navigate to={first.path} replace /> : <NoSuchPage />;
}
