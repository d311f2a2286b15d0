import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decided, noMarks, scoreOf, withEvidence, withMark } from './score';
import type { FindingKind, Marks, Sheet } from './types';

interface Case { what: string; findings: FindingKind[]; marks: Marks; sections: number[]; total: number; grade: string }

// The cases of the server's own rule: what is shown live is what is stored.
const { sheet, cases } = JSON.parse(readFileSync('../../tests/cases/sheet-scores.json', 'utf8')) as { sheet: Sheet; cases: Case[] };

describe('a sheet', () => {
  it.each(cases)('$what', ({ findings, marks, sections, total, grade }) => {
    expect(scoreOf(sheet, marks, findings.map((kind) => ({ kind })))).toEqual({ sections, total, full: 23, grade });
  });

  it('takes decisions back at a second click, and one undoes the other', () => {
    const accepted = decided(noMarks, 2, 'accepted');
    expect(accepted.accepted).toEqual([2]);
    expect(decided(accepted, 2, 'rejected')).toMatchObject({ accepted: [], rejected: [2] });
    expect(decided(accepted, 2, 'accepted')).toEqual(noMarks);
  });

  it('keeps evidence in order and forgets items that say nothing', () => {
    const shown = withEvidence(withEvidence(noMarks, 'filler', 9), 'filler', 4);
    expect(shown.items).toEqual([{ item: 'filler', occurrences: 0, zero: [], evidence: [{ seq: 4 }, { seq: 9 }] }]);
    expect(withEvidence(withEvidence(shown, 'filler', 4), 'filler', 9)).toEqual(noMarks);
    expect(withMark(withMark(noMarks, 'filler', (mark) => ({ ...mark, occurrences: 2 })), 'filler', (mark) => ({ ...mark, occurrences: 0 }))).toEqual(noMarks);
  });
});
