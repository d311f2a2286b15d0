import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/settings/quick-phrases', title: 'quickPhrases.title', place: 'settings', order: 198.5, allowed: (me) => can(me, 'im.chat') || can(me, 'phrases.share'), load: () => import('./QuickPhrasesPage') },
];

export default pages;
