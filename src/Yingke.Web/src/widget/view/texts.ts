import type { Texts } from './texts.zh';
import { zh } from './texts.zh';
import { en } from './texts.en';

export type { Texts };

export const textsOf = (language: string): Texts => (/^en\b/i.test(language) ? en : zh);

/** 14:03, 昨天 14:03, 11月3日 14:03: in the buyer's own time. */
export function when(at: string, t: Texts, now = new Date()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  const days = Math.round((dayOf(date) - dayOf(now)) / 86_400_000);
  if (days === 0) return clock;
  if (days === -1) return `${t.yesterday} ${clock}`;
  if (days === 1) return `${t.tomorrow} ${clock}`;
  return `${t.date(date.getMonth() + 1, date.getDate())} ${clock}`;
}

export function price(fen: number): string {
  return `¥${Math.floor(fen / 100)}.${two(Math.abs(fen) % 100)}`;
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`;
}

const two = (n: number): string => String(n).padStart(2, '0');
const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
