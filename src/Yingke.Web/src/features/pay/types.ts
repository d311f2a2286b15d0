export type LineKind = 'base' | 'fee' | 'bonus' | 'deduction' | 'reward' | 'penalty' | 'loss';

export interface PayLine { kind: LineKind; cause: string; fen: number; basis?: string; at?: string; ledgerId?: string; frozenId?: string; conversationId?: string; points?: number }
export interface Slip {
  agentId: string; name: string; company?: string; grade: 'normal' | 'senior' | 'lead'; month: string; scorecard?: string; score?: number; full?: number; scoreIsFrozen: boolean; lines: PayLine[]; totalFen: number;
}
export interface SlipHead { id: string; month: string; revision: number; agentId: string; name: string; company?: string; totalFen: number; at: string }
export interface SlipAnswer { head: SlipHead; slip: Slip }
export interface Settlement {
  company: string; month: string; agents: number; feeFen: number; bonusFen: number; deductionFen: number; rewardFen: number; penaltyFen: number; lossFen: number; totalFen: number; slips: Slip[]; ownLines: PayLine[];
}
export interface PayView { slips: SlipAnswer[]; settlements: Settlement[]; totalFen?: number }
export interface Run { id: string; month: string; revision: number; byName: string; at: string; reason?: string }
export interface PayMonth { month: string; isOver: boolean; preview?: PayView; open: string[]; runs: Run[] }
export interface RunAnswer { run: Run; pay: PayView }

export type RowKind = 'reward' | 'penalty' | 'loss';
export interface LedgerItem { id: string; cause: string; kind: RowKind; agentId?: string; agentName?: string; company?: string; fen: number; at: string; details: string; conversationId?: string; byName?: string; reversed: boolean; points?: number }

export interface PayScheme { key: string; name: string; rule: 'share' | 'over_target'; scorecardIds: string[]; poolFen: number; passPercent: number; bonusBaseFen: number; over: number; under: number; deductPercent: number; below: 'flat' | 'proportional' }
export const amounts = ['normalBaseFen', 'seniorBaseFen', 'leadBaseFen', 'serviceFeeFen', 'offlineUnansweredFen', 'reportLateFen', 'shippingLateFen', 'pickupLateFen', 'suggestionFen', 'cleanQuarterFen', 'phraseBlockFen', 'phraseWarnFen', 'phraseMarkFen'] as const;
export const pointCauses = ['callback_missed', 'offline_unanswered', 'report_late', 'shipping_late', 'pickup_late', 'complaint_slight', 'complaint_general', 'complaint_serious', 'suggestion', 'clean_quarter', 'phrase_block', 'phrase_warn', 'phrase_mark'] as const;
export type Amount = (typeof amounts)[number];
export type PaySettings = Record<Amount, number> & { schemes: PayScheme[]; points: Record<string, number> };
export interface PaySettingsAnswer { version: number; settings: PaySettings; scorecards: { id: string; name: string }[] }
