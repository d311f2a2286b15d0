import type { Section } from '../types';

export type Role = 'presale' | 'insale' | 'aftersale' | 'hotline' | 'other';
export type ItemSection = 'basic' | 'professional';
export type ItemKind = 'indicator' | 'graded' | 'attendance' | 'entered';
export type Missing = 'full' | 'skip' | 'zero';
export type Grade = 'excellent' | 'good' | 'fair' | 'poor';
export type CurveKind = 'linear' | 'deduct' | 'tiers';

export interface Tier { atLeast?: number; atMost?: number; score: number }
export interface Curve { kind: CurveKind; worst?: number; best?: number; target?: number; step?: number; points?: number; lowerIsBetter?: boolean; tiers?: Tier[] }
export interface Losses { late: number; leave: number; absence: number }
export interface Item { key: string; section: ItemSection; kind: ItemKind; full: number; missing: Missing; curve?: Curve; of?: Section; indicator?: string; name?: string; losses?: Losses }
export interface Offer { name: string; least: number; most: number }

export interface Scorecard { id: string; name: string; role: Role; isPlatform: boolean; full: number; items: Item[]; offers: Offer[]; version: number; agentIds: string[] }
/** A scorecard as it is being written. */
export interface SchemeDraft { scorecardId: string | undefined; role: Role; isPlatform: boolean; items: Item[]; agentIds: string[] }
export interface Template { key: string; name: string; role: Role; isPlatform: boolean; items: Item[]; offers: Offer[] }
export interface RoleChoice { role: Role; base: string[]; offeredBasic: string[]; offeredProfessional: string[] }
export interface Options {
  roles: RoleChoice[];
  indicators: { section: Section; id: string; unit: string }[];
  templates: Template[];
  people: { id: string; name: string; company?: string }[];
}

export interface Mark { grade?: Grade; value?: number; late?: number; leave?: number; absence?: number }
export interface Line { key: string; figure?: string; value?: string; points?: string; mark?: Mark }
export interface Adjustment { id: string; points: number; reason: string; byName: string; at: string; cause?: string }
export interface ScoreRow { agentId: string; name: string; company?: string; lines: Line[]; basic?: string; professional?: string; adjustments: Adjustment[]; counted: number; score?: string }
export interface Sheet { scorecardId: string; name: string; role: Role; isPlatform: boolean; month: string; full: number; items: Item[]; offers: Offer[]; rows: ScoreRow[]; excluded?: { name: string; from: string; to: string; indicators: string[] }[] }
export interface Frozen { id: string; revision: number; byName: string; at: string; reason?: string }
export interface FrozenSheet { frozen: Frozen; sheet: Sheet }
export interface ScoresOfCard { scorecardId: string; name: string; now?: Sheet; frozen: Frozen[] }
export interface Scores { month: string; isOver: boolean; cards: ScoresOfCard[] }
