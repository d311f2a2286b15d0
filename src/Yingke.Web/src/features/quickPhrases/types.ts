import type { Schema } from '@/shared/api/types';

export type PackRow = Schema<'PackRow'>;
export type PackView = Schema<'PackView'>;
export type PackList = Schema<'PackList'>;
export type PackReach = PackRow['reach'];
export type PhraseReport = Schema<'PhraseReport'>;
export type PhraseUses = Schema<'PhraseUses'>;
export type AgentLoads = Schema<'AgentLoads'>;

/** A phrase as it is being written; `key` holds it together with its row before it has an id. */
export interface Written { key: string; id?: string; code: string; title: string; text: string; fileId?: string; fileUrl?: string; validFrom?: string; validTo?: string }

export const groups = ['presale', 'insale', 'aftersale'] as const;

export const packsKey = ['phrase-packs'];
