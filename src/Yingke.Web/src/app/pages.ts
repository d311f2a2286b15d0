import type { FeaturePage } from '@/shared/pages';

const modules = {
  ...import.meta.glob<FeaturePage[]>('../features/*/pages.tsx', { eager: true, import: 'default' }),
  // Screens that are put together from several features.
  ...import.meta.glob<FeaturePage[]>('./*/pages.tsx', { eager: true, import: 'default' }),
};

/** Every page that a feature, or a screen of the app's own, has listed. */
export const pages: FeaturePage[] = Object.values(modules).flat().sort((a, b) => a.order - b.order);
