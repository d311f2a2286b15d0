import type { Schema } from '@/shared/api/types';

export type QueueReason = Schema<'QueueReason'>;

/** What GET /wall tells: the shop as it is at this moment. */
export type Wall = Schema<'WallAnswer'>;
