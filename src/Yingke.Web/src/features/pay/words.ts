import { hasText, type Translate } from '@/shared/i18n/i18n';

/** 1,234.50; what is taken off with a real minus. */
export const yuan = (fen: number) => `${fen < 0 ? '−' : ''}${(Math.abs(fen) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

export const causeName = (cause: string, t: Translate) => {
  const key = `pay.cause_${cause}`;
  return hasText(key) ? t(key) : cause;
};
