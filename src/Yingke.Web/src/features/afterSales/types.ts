export type ApplicationType = 'refund' | 'return' | 'exchange' | 'repair';
export type ApplicationState =
  | 'applied' | 'approved' | 'rejected' | 'withdrawn' | 'sent_back' | 'received' | 'inspected' | 'mismatched' | 'platform_in'
  | 'refunded' | 'reshipped' | 'repaired' | 'as_it_was' | 'closed';
export type ApplicationEvent =
  | 'approve' | 'reject' | 'withdraw' | 'reapply' | 'platform_steps_in' | 'refund_paid' | 'parcel_sent' | 'receive' | 'fault_found' | 'fault_not_found'
  | 'reship' | 'send_repaired' | 'send_as_it_was' | 'platform_for_buyer' | 'platform_for_seller' | 'close';
export type DueKind = 'review' | 'send_back' | 'resolve' | 'pay';
export type InvoiceStep = 'reversal' | 'endorsement' | 'original_back';
export type RefundState = 'waiting' | 'pending' | 'unknown' | 'succeeded' | 'failed' | 'declined';

export interface Line { id: string; title: string; sku?: string; imageUrl?: string; quantity: number; paidFen: number; vouchers: number }
export interface Address { contact: string; phone: string; region: string; street: string }
export interface StoredAddress extends Address { id: string; isDefault: boolean }
export interface Parcel { company: string; number: string }

export interface ApplicationRow {
  id: string; number: string; orderId: string; orderNumber: string; line?: Line; buyerId?: string; buyerName?: string; type: ApplicationType; state: ApplicationState;
  quantity: number; vouchers: number; reason: string; askedFen: number; refundedFen: number; appliedAt: string; due?: DueKind; dueAt?: string; refundOnWay: boolean; repeat: boolean;
  invoice?: InvoiceStep; invoiceSettled: boolean;
}

export interface Inspection {
  faultFound: boolean; model: boolean; quantity: boolean; label: boolean; packaging: boolean; byCertificate: boolean; inspector: string; pictures: string[]; note?: string;
}

export interface Policy { id: string; productId?: string; effectiveAt: string; returnDays: number; exceptions: string; warrantyMonths: number; unsaleable: boolean; text: string }

export interface Refund {
  id: string; kind: 'refund' | 'compensation'; state: RefundState; payer: 'shop' | 'platform'; goodsFen: number; freightFen: number; fen: number; reason?: string; bearer?: string;
  byName?: string; confirmedByName?: string; at: string; settledAt?: string; failure?: string; mine: boolean;
}

export interface Step { at: string; kind: string; byKind: 'buyer' | 'agent' | 'api_key' | 'system' | 'platform'; byName?: string; details?: Record<string, unknown> }
export interface Picture { id: string; name: string; type: string; url: string }

export interface Application {
  row: ApplicationRow; conversationId?: string; text?: string; appliedByName?: string; own: boolean; reapplied: boolean; reviewedAt?: string; reviewerName?: string; handlerName?: string; rejectReason?: string;
  address?: Address; parcel?: Parcel; sentAt?: string; receivedAt?: string; inspection?: Inspection; agreedAt?: string; reply?: Parcel; refundedAt?: string; resolution?: ApplicationState;
  resolvedAt?: string; operatorName?: string; invoiceNumber?: string; closedAt?: string; stars?: number; policy?: Policy; warnings: string[]; can: ApplicationEvent[];
  room: { orderFen: number; lineFen?: number; freightFen: number; mostGoodsFen: number }; refunds: Refund[]; steps: Step[]; files: Picture[]; serverTime: string;
}

export interface ApplicationList { items: ApplicationRow[]; total: number; serverTime: string; counts: Partial<Record<ApplicationState, number>> }

export interface Slip { shopName: string; orderNumber: string; number: string; buyerName?: string; buyerPhone?: string; to: Address; product: string; quantity: number }

export interface AfterSaleSettings {
  perOrderFen?: number; perDayFen?: number; posts: { postId: string; perOrderFen?: number; perDayFen?: number }[]; holidays: string[]; reasons: string[];
}
export interface SettingsAnswer { version: number; settings: AfterSaleSettings; posts: { id: string; name: string }[] }
export interface Sandbox { mode: string; delayMs: number; refunds: number; paidFen: number }

export interface Summary {
  applications: number; byType: { name: string; count: number }[]; byReason: { name: string; count: number }[]; byProduct: { name: string; count: number }[]; repairs: number; ofGoods: number;
  repairShare?: number; steps: { step: string; count: number; meanSeconds?: number }[]; repeats: number; hints: { product: string; reason: string; count: number }[];
}
export interface Week { monday: string; week: Summary; before: Summary; perDay: number[] }

/** An order as far as an application needs it. */
export interface OrderChoice { id: string; number: string; state: string; paidFen: number; lines: { id: string; kind: 'goods' | 'voucher'; title: string; sku?: string; quantity: number; paidFen: number; vouchers: number; usedVouchers: number }[] }

/** What a dialog asks for. */
export type Asking =
  | 'approve' | 'reject' | 'parcel' | 'receive' | 'inspect' | 'refund' | 'reship' | 'repair' | 'agree' | 'return' | 'platform' | 'decideBuyer' | 'decideSeller' | 'invoice' | 'close' | 'compensate' | 'penalty';
