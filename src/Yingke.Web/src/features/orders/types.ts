import type { OrderBadge } from '@/shared/api/types';

/** The conversation beside which orders are shown, and whether the agent serves it. */
export interface Talk { id: string; mine: boolean }

export type OrderState = 'placed' | 'paid' | 'shipped' | 'received' | 'completed' | 'closed';

export interface OrderLine {
  id: string; kind: 'goods' | 'voucher'; productId?: string; sku?: string; title: string; imageUrl?: string; url?: string;
  quantity: number; priceFen: number; totalFen: number; paidFen: number; vouchers: number; usedVouchers: number; validUntil?: string; terms?: string; refundsUnused: boolean; refundsExpired: boolean;
}

export interface Receiver { name?: string; phone?: string; region?: string; street?: string; masked: boolean }

export interface Order {
  id: string; number: string; buyerId: string; buyerName: string; platform: string; state: OrderState; badge: OrderBadge;
  totalFen: number; freightFen: number; paidFen: number; placedAt: string; paidAt?: string; shippedAt?: string; pickedUpAt?: string; receivedAt?: string;
  closedAt?: string; closeReason?: string; promisedShipAt?: string; shipBy?: string; pickUpBy?: string; receiver: Receiver; logisticsCompany?: string; logisticsNumber?: string;
  track: { at: string; text: string }[]; buyerMessage?: string; note?: string; confirmedAt?: string; openApplications: number; version: number; lines: OrderLine[];
}

export interface OrderDetail {
  order: Order;
  /** The lowest total that this agent may offer. */
  floorFen?: number;
  reminder?: { why?: string; sentAt?: string };
  offers: { id: string; at: string; agentName: string; oldTotalFen: number; newTotalFen: number; state: 'offered' | 'accepted' | 'replaced'; stale: boolean; acceptedAt?: string }[];
  exceptions: { id: string; reportedBy: string; reason: string; reportedAt: string; dueAt: string; verifiedAt?: string; verifiedBy?: string; result?: string }[];
  changes: { at: string; byKind: string; byName?: string; action: string; old?: Record<string, unknown>; new?: Record<string, unknown> }[];
}

export interface ReminderRow { orderId: string; number: string; buyerId: string; buyerName: string; product: string; totalFen: number; placedAt: string; why?: string }
export interface Reminders { remind: ReminderRow[]; others: ReminderRow[]; automatic: boolean; delayMinutes: number; templates: string[] }
export interface ReminderReport {
  sent: number; paid: number; paidFen: number; rows: { agentName?: string; sent: number; paid: number; paidFen: number }[];
  latest: { number: string; buyerName: string; at: string; agentName?: string; text: string; paidAt?: string; effective: boolean }[];
}
