import type { FeaturePage } from '@/shared/pages';

const pages: FeaturePage[] = [
  { path: '/docs/api', title: 'settings.apiDocs', place: 'none', order: 95, load: async () => ({ default: (await import('./ApiDocsPage')).ApiDocsPage }) },
];

export default pages;
