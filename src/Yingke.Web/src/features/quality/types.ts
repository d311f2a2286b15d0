import type { Schema } from '@/shared/api/types';

/** The document allows a decimal to come as text, and a word to be null where another place has none; what comes is a number, and nothing is null. */
type Numbers<T> = [number | string] extends [Exclude<T, undefined | null>] ? number | Extract<T, undefined | null>
  : T extends (infer One)[] ? Numbers<One>[]
    : T extends object ? { [K in keyof T]: Numbers<T[K]> }
      : Exclude<T, null>;

export type Inspection = Numbers<Schema<'InspectionAnswer'>>;
export type InspectionRow = Numbers<Schema<'InspectionRow'>>;
export type InspectionCounts = Schema<'InspectionCounts'>;
export type Sheet = Numbers<Schema<'InspectionSheet'>>;
export type Section = Sheet['sections'][number];
export type Item = Section['items'][number];
export type SheetView = Numbers<Schema<'SheetView'>>;
export type Finding = Numbers<Schema<'Finding'>>;
export type FindingKind = Finding['kind'];
export type Marks = Schema<'SheetMarks'>;
export type ItemMark = Marks['items'][number];
export type Revision = Inspection['revisions'][number];
export type Plan = Numbers<Schema<'PlanView'>>;
export type PlanList = Numbers<Schema<'PlanList'>>;
export type Rules = Plan['rules'];
export type Person = Schema<'QualityPerson'>;
export type Weeks = Numbers<Schema<'WeeksAnswer'>>;
export type QualitySettings = Schema<'QualitySettings'>;
export type QualitySettingsAnswer = Schema<'QualitySettingsAnswer'>;
export type InspectionView = 'mine' | 'unassigned' | 'waiting' | 'done' | 'appeals';

export const findingKinds: readonly FindingKind[] = ['forbidden', 'filler', 'opening', 'closing', 'slow', 'unanswered'];
