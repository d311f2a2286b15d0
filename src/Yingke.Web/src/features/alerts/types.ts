import type { Schema } from '@/shared/api/types';

export type Choices = Schema<'ChoicesView'>;
export type Measure = Choices['measures'][number] & { measure: NonNullable<Schema<'MeasureView'>['measure']> };
/** Thresholds are chosen one by one. */
export type Kind = Schema<'KindView'> & { kind: Exclude<NonNullable<Schema<'KindView'>['kind']>, 'threshold'> };
export type Push = Schema<'PushView'>;
export type Way = 'page' | 'push' | 'webhook';
export type Chosen = Record<Way, boolean>;

/** What a measure's row starts with. */
export const untouched = { enabled: false, quietMinutes: 5, page: true, push: false, webhook: false };
