import type { TextKey } from '@/shared/i18n/i18n';
import type { Section } from './types';

export type Unit = 'count' | 'rate' | 'seconds' | 'ratio' | 'score' | 'fen';

const chat = {
  consulted: 'count', unreplied: 'count', received: 'count', receptions: 'count', reply_rate: 'rate', avg_response: 'seconds', avg_first_response: 'seconds',
  reply_60s: 'rate', reply_2min: 'rate', reply_3min: 'rate', overnight_on_time: 'rate', answer_ratio: 'ratio', good_rate: 'rate',
} as const;

/** Every indicator in the order of the report, with what it is a number of. */
export const indicators: Record<Section, Record<string, Unit>> = {
  all: { ...chat, attitude: 'score' },
  presale: chat,
  aftersale: chat,
  sales: { orderers: 'count', conversion: 'rate', sales: 'fen', payers: 'count', basket: 'fen', sales_share: 'rate', payment_success: 'rate' },
  service: { aftersale_satisfaction: 'rate', review_time: 'seconds', review_on_time: 'rate', refunded: 'fen', repair_share: 'rate', ticket_on_time: 'rate', ticket_first_contact: 'rate' },
  hotline: { call_answer_rate: 'rate', call_20s: 'rate', call_satisfaction: 'rate', call_inspection: 'score' },
};

export const sections = Object.keys(indicators) as Section[];

export const unitOf = (section: Section, id: string): Unit => indicators[section][id] ?? 'ratio';

export const nameOf = (id: string) => `performance.name_${id}` as TextKey;

export const meaningOf = (id: string) => `performance.mean_${id}` as TextKey;
