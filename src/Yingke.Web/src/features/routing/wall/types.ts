import type { AgentState, ConversationRow } from '@/shared/api/types';

export type QueueReason = 'nobody_online' | 'all_full' | 'weight_zero';

/** What GET /wall tells: the shop as it is at this moment. */
export interface Wall {
  serverTime: string;
  online: number;
  busy: number;
  offline: number;
  active: number;
  queued: number;
  offlineMessages: number;
  longestWaitSeconds?: number;
  overdue: number;
  goodRateToday?: number;
  queueReason?: QueueReason;
  agents: AgentState[];
  queue: ConversationRow[];
  offlineRows: ConversationRow[];
  /** What came in the night and still waits for an answer. */
  nightRows: ConversationRow[];
  night: { total: number; answered: number; solved: number };
}
