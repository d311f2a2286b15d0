import type { Schema } from '@/shared/api/types';

export type PhraseView = Schema<'PhraseView'>;
export type Severity = PhraseView['severity'];
export type PhrasePage = Schema<'PhrasePage'>;
export type ExemptView = Schema<'ExemptView'>;
export type CourtesyWords = Schema<'CourtesyWordsAnswer'>;
export type PhraseHit = Schema<'PhraseHitView'>;
export type HitPage = Schema<'PageOfPhraseHitView'>;
export type Trial = Schema<'Trial'>;
export type Candidate = Schema<'CandidateView'>;
export type CandidatePage = Schema<'CandidatePage'>;

export const severities: readonly Severity[] = ['block', 'warn', 'mark'];
