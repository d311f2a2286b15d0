import type { Asking } from './types';

export interface Fields {
  addressId?: string; reason?: string; company?: string; number?: string; found?: boolean; ticks?: string[]; certificate?: boolean; inspector?: string; pictures?: string[]; note?: string;
  goods?: number; freight?: number; paidByPlatform?: boolean; issued?: boolean; invoiceNumber?: string; amount?: number; bearer?: string; categoryId?: string;
}

const fen = (yuan?: number) => Math.round((yuan ?? 0) * 100);
/** Of vouchers the server computes the amount: nothing is asked, nothing is sent. */
const goods = (yuan?: number) => (yuan === undefined ? undefined : fen(yuan));
const trimmed = (text?: string) => text?.trim() || undefined;

/** Where a step goes and with what. */
export function bodyOf(asking: Asking, f: Fields, key: string): { path: string; body?: unknown } {
  const ticks = new Set(f.ticks);
  switch (asking) {
    case 'approve': return { path: 'approval', body: { addressId: f.addressId } };
    case 'reject': return { path: 'rejection', body: { reason: trimmed(f.reason) } };
    case 'agree': return { path: 'agreement', body: { reason: trimmed(f.reason) } };
    case 'platform': return { path: 'platform', body: { reason: trimmed(f.reason) } };
    case 'parcel': return { path: 'parcel', body: parcel(f) };
    case 'reship': return { path: 'reshipment', body: parcel(f) };
    case 'repair': return { path: 'repair', body: parcel(f) };
    case 'return': return { path: 'return', body: parcel(f) };
    case 'receive': return { path: 'receipt', body: {} };
    case 'close': return { path: 'closure', body: f.categoryId ? { categoryId: f.categoryId } : {} };
    case 'inspect':
      return { path: 'inspection', body: {
        faultFound: f.found, model: ticks.has('model'), quantity: ticks.has('quantity'), label: ticks.has('label'), packaging: ticks.has('packaging'), byCertificate: f.certificate ?? false,
        inspector: trimmed(f.inspector), pictures: f.pictures ?? [], note: trimmed(f.note),
      } };
    case 'refund': return { path: 'refunds', body: { key, goodsFen: goods(f.goods), freightFen: fen(f.freight) } };
    case 'decideBuyer': return { path: 'platform-decision', body: { for: 'buyer', reason: trimmed(f.reason), key, goodsFen: goods(f.goods), freightFen: fen(f.freight), paidByPlatform: f.paidByPlatform ?? false } };
    case 'decideSeller': return { path: 'platform-decision', body: { for: 'seller', reason: trimmed(f.reason) } };
    case 'invoice': return { path: 'invoice', body: { issued: f.issued ?? true, number: f.issued === false ? undefined : trimmed(f.invoiceNumber) } };
    case 'penalty': return { path: 'penalty', body: { fen: fen(f.amount), reason: trimmed(f.reason) } };
    case 'compensate': return { path: 'compensations', body: { key, fen: fen(f.amount), reason: trimmed(f.reason), bearer: f.bearer, files: f.pictures ?? [] } };
  }
}

const parcel = (f: Fields) => ({ company: trimmed(f.company), number: trimmed(f.number)?.replace(/\s+/g, '') });
