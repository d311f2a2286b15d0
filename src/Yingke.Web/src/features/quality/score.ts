import type { Finding, FindingKind, Item, ItemMark, Marks, Sheet } from './types';

export interface Score { sections: number[]; total: number; full: number; grade: string | undefined }

export const noMarks: Marks = { items: [], accepted: [], rejected: [] };

/**
 * The score of a sheet as the server works it out: each section's full marks less what its items lost, never below 0. An item with points of its own loses
 * at most those, and all of them if one of its conditions holds. Findings of the machine count where a person accepted them.
 */
export function scoreOf(sheet: Sheet, marks: Marks, findings: readonly Pick<Finding, 'kind'>[]): Score {
  const accepted = acceptedKinds(marks, findings);
  const sections = sheet.sections.map((section) => Math.max(0, cents(section.full) - section.items.reduce((sum, item) => sum + cents(lostBy(item, markOf(marks, item.key), accepted)), 0)) / 100);
  const total = sections.reduce((sum, score) => sum + cents(score), 0) / 100;
  return { sections, total, full: sheet.sections.reduce((sum, { full }) => sum + full, 0), grade: gradeOf(sheet, total) };
}

export const gradeOf = (sheet: Sheet, total: number): string | undefined => [...sheet.grades].sort((a, b) => b.atLeast - a.atLeast).find((grade) => total >= grade.atLeast)?.name;

export const acceptedKinds = (marks: Marks, findings: readonly Pick<Finding, 'kind'>[]): FindingKind[] => marks.accepted.flatMap((place) => findings[place]?.kind ?? []);

export const markOf = (marks: Marks, key: string): ItemMark | undefined => marks.items.find(({ item }) => item === key);

export function lostBy(item: Item, mark: ItemMark | undefined, accepted: readonly FindingKind[]): number {
  if (item.points !== undefined && ((mark?.zero.length ?? 0) > 0 || item.zeroIf.some(({ finds }) => finds !== undefined && accepted.includes(finds)))) return item.points;
  const occurrences = (mark?.occurrences ?? 0) + accepted.filter((kind) => item.finds.includes(kind)).length;
  return Math.min(item.points ?? Infinity, (occurrences * cents(item.deduct ?? 0)) / 100);
}

/** What accepting a finding would count against. */
export const itemFor = (sheet: Sheet, kind: FindingKind): Item | undefined =>
  sheet.sections.flatMap(({ items }) => items).find((item) => item.finds.includes(kind) || item.zeroIf.some(({ finds }) => finds === kind));

/** With one item's mark changed; one that says nothing any more is left out. */
export function withMark(marks: Marks, key: string, change: (mark: ItemMark) => ItemMark): Marks {
  const next = change(markOf(marks, key) ?? { item: key, occurrences: 0, zero: [], evidence: [] });
  const others = marks.items.filter(({ item }) => item !== key);
  const says = next.occurrences > 0 || next.zero.length > 0 || next.evidence.length > 0 || Boolean(next.note);
  return { ...marks, items: says ? [...others, next] : others };
}

/** Accepted, rejected, or open again if it already was. */
export function decided(marks: Marks, place: number, as: 'accepted' | 'rejected'): Marks {
  const was = marks[as].includes(place);
  const without = { ...marks, accepted: marks.accepted.filter((one) => one !== place), rejected: marks.rejected.filter((one) => one !== place) };
  return was ? without : { ...without, [as]: [...without[as], place].sort((a, b) => a - b) };
}

/** A message as evidence of an item, or no longer. */
export const withEvidence = (marks: Marks, key: string, seq: number): Marks => withMark(marks, key, (mark) => ({
  ...mark, evidence: mark.evidence.some((one) => one.seq === seq) ? mark.evidence.filter((one) => one.seq !== seq) : [...mark.evidence, { seq }].sort((a, b) => a.seq - b.seq),
}));

const cents = (marks: number) => Math.round(marks * 100);
