import type { Schema } from '@/shared/api/types';

export type Report = Schema<'ReportAnswer'>;
export type Sections = Schema<'FigureSections'>;
export type Section = keyof Sections;
export type GuardAnswer = Schema<'GuardAnswer'>;
export type Trend = Schema<'TrendAnswer'>;
export type Evidence = Schema<'Evidence'>;
export type EvidenceList = Schema<'EvidenceAnswer'>;
export type Today = Schema<'TodayAnswer'>;
export type Rank = Schema<'GroupRank'>;
export type Readings = Schema<'Readings'>;
export type ReadingsAnswer = Schema<'ReportSettingsAnswer'>;
export type OwnGoal = Schema<'OwnGoal'>;
export type StoreRating = Schema<'StoreRatingView'>;
export type Group = 'presale' | 'insale' | 'aftersale';

/** Natural days of the shop, YYYY-MM-DD, both included. */
export interface Range { from: string; to: string }

/** Whose row it is: an agent's, a group's, or neither for the shop's. */
export interface Whose { name: string; agentId?: string; group?: Group }

/** A guard rail that was opened. */
export interface Guard { guard: string }

/** A cell that was opened. */
export interface Cell { whose: Whose; section: Section; indicator: string }
