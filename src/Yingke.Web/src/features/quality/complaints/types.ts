import type { Schema } from '@/shared/api/types';

export type ComplaintRow = Schema<'ComplaintRow'>;
export type ComplaintPage = Schema<'PageOfComplaintRow'>;
export type ComplaintDetail = Schema<'ComplaintDetail'>;
export type Grade = ComplaintRow['grade'];
export type Amounts = Schema<'ComplaintSettingsView'>;

/** Contacted by the outside: serious; said that they would go there: general; neither: slight. */
export const gradeOf = (saysOutside: boolean, contacted: boolean): Grade => (contacted ? 'serious' : saysOutside ? 'general' : 'slight');

export const fenOf = (grade: Grade, amounts: Amounts): number => ({ slight: amounts.slightFen, general: amounts.generalFen, serious: amounts.seriousFen })[grade];

export const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`;
