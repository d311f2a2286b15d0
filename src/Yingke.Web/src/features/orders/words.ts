import { hasText, type Translate } from '@/shared/i18n/i18n';

/** A text by a word that came from the server; the word itself where there is none yet. */
export function wordOf(t: Translate, prefix: string, word: string): string {
  const key = `orders.${prefix}_${word}`;
  return hasText(key) ? t(key) : word;
}

/** 12.8 and 12,80 typed as yuan; undefined for what is no amount. */
export function fenOf(yuan: string): number | undefined {
  const text = yuan.trim();
  if (!/^\d{1,8}(\.\d{0,2})?$/.test(text)) return undefined;
  return Math.round(Number(text) * 100);
}

export const yuanOf = (fen: number): string => (fen / 100).toFixed(2);
