import type { FeaturePage } from '@/shared/pages';
import { useMe } from '@/shared/session';
import { NoSuchPage } from './NoSuchPage';

/** A page that is loaded when first opened, and shown only to those who may see it. */
export function guarded(page: FeaturePage) {
  return async () => {
    const { default: Page } = await page.load();
    return {
      Component: function Guarded() {
        const me = useMe();
        return page.allowed && !page.allowed(me) ? <NoSuchPage /> : <Page />;
      },
    };
  };
}
