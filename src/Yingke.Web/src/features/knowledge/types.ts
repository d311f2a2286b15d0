import type { Schema } from '@/shared/api/types';

export type KnowledgeRow = Schema<'KnowledgeRow'>;
export type KnowledgePage = Schema<'PageOfKnowledgeRow'>;
export type KnowledgeView = Schema<'KnowledgeView'>;
export type KnowledgeContent = Schema<'KnowledgeContent'>;
export type KnowledgeCounts = Schema<'KnowledgeCounts'>;
export type KnowledgeRevisions = Schema<'KnowledgeRevisions'>;
export type KnowledgeImport = Schema<'KnowledgeImport'>;
export type FoundEntry = Schema<'FoundEntry'>;
export type FoundEntries = Schema<'FoundEntries'>;
export type UnansweredPage = Schema<'UnansweredPage'>;
export type UnansweredView = Schema<'UnansweredView'>;
export type KnowledgeState = KnowledgeRow['state'];

export const states: readonly KnowledgeState[] = ['published', 'review', 'draft', 'withdrawn'];
