import { hasText, type Translate } from '@/shared/i18n/i18n';
import type { Deadline } from './types';

/** The word for a kind of clock; one that nobody has named yet goes by the general word. */
export function kindWords(kind: string, t: Translate): string {
  const key = `deadlines.kind_${kind}`;
  return hasText(key) ? t(key) : t('deadlines.kind_other');
}

/** Where what is due is done. */
export function whereOf({ kind, subjectId }: Pick<Deadline, 'kind' | 'subjectId'>): string {
  if (kind === 'reply' || kind === 'offline_message') return `/conversations/${subjectId}`;
  if (kind === 'callback') return '/callbacks';
  if (kind.startsWith('ticket_')) return `/tickets?id=${subjectId}`;
  if (kind.startsWith('aftersale_') || kind.startsWith('refund_') || kind.startsWith('voucher_')) return `/aftersales?id=${subjectId}`;
  return `/orders?id=${subjectId}`;
}
