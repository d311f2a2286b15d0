import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/settings/phrases', title: 'phrases.title', place: 'settings', order: 199, allowed: (me) => can(me, 'quality.decide') || can(me, 'quality.inspect'), load: () => import('./PhrasesPage') },
];

export default pages;
