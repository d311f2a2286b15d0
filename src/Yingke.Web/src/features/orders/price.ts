import type { Order } from './types';
import { fenOf } from './words';

export interface PriceForm { mode: 'whole' | 'lines'; discount: string; lines: Record<string, string>; freight: string }

export interface Priced {
  total: number;
  wish: { discountFen?: number; lines?: { lineId: string; totalFen: number }[]; freightFen: number };
  problem?: 'invalid' | 'raised' | 'tooLow' | 'same';
}

/** What the form means, and what of it the server would refuse. */
export function priceOf(order: Order, floorFen: number, form: PriceForm): Priced {
  const freight = fenOf(form.freight);
  const discount = form.mode === 'whole' ? fenOf(form.discount || '0') : 0;
  const lines = form.mode === 'lines'
    ? Object.entries(form.lines).filter(([, yuan]) => yuan.trim() !== '').map(([lineId, yuan]) => ({ lineId, totalFen: fenOf(yuan) }))
    : [];
  const wish = {
    freightFen: freight ?? 0,
    ...(form.mode === 'whole' ? { discountFen: discount ?? 0 } : { lines: lines.map((line) => ({ lineId: line.lineId, totalFen: line.totalFen ?? 0 })) }),
  };
  if (freight === undefined || discount === undefined || lines.some((line) => line.totalFen === undefined)) return { total: order.totalFen, wish, problem: 'invalid' };
  const old = (id: string) => order.lines.find((line) => line.id === id)?.totalFen ?? 0;
  const off = discount + order.freightFen - freight + lines.reduce((sum, line) => sum + old(line.lineId) - (line.totalFen ?? 0), 0);
  const total = order.totalFen - off;
  const raised = freight > order.freightFen || lines.some((line) => (line.totalFen ?? 0) > old(line.lineId));
  return { total, wish, problem: raised ? 'raised' : off === 0 ? 'same' : total < Math.max(0, floorFen) ? 'tooLow' : undefined };
}
