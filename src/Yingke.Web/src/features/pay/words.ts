import { hasText, type Translate } from '@/shared/i18n/i18n';

/** 1,234.50; what is taken off with a real minus. */
export const yuan = (fen: number) => `${fen < 0 ? '−' : ''}${(Math.abs(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** +2 分; nothing where a row has none. */
export const pointsOf = (points: number | undefined, t: Translate) => (points ? ` ${points > 0 ? '+' : '−'}${Math.abs(points)} ${t('pay.points')}` : '');

export const causeName = (cause: string, t: Translate) => {
  const key = `pay.cause_${cause}`;
  return hasText(key) ? t(key) : cause;
};
