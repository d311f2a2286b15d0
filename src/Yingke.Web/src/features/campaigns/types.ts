import type { Schema } from '@/shared/api/types';

export type Measure = Schema<'Measure'>;
export type CampaignState = Schema<'CampaignState'>;
export type Target = Schema<'Target'>;
export type PkTeam = Schema<'PkTeam'>;
export type Campaign = Schema<'CampaignView'>;
export type CampaignList = Schema<'CampaignList'>;
export type Team = Schema<'TeamView'>;
export type Standing = Schema<'StandingView'>;
export type Goal = Schema<'GoalView'>;
export type Hour = Schema<'HourView'>;
export type Board = Schema<'BoardView'>;
export type Broadcast = Schema<'BroadcastView'>;
export type Review = Schema<'ReviewView'>;
export type SuggestedTarget = Schema<'SuggestedTarget'>;
export type Suggestion = Schema<'SuggestionAnswer'>;
