import { textIn, type Language, type Translate } from '../i18n/i18n';

// Times are the shop's, wherever the reader sits.
let zone = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();

export function setShopZone(timeZone: string): void {
  if (timeZone === zone) return;
  zone = timeZone;
  formats.clear();
}

export const shopZone = () => zone;

interface Wall { year: number; month: number; day: number; hour: string; minute: string; second: string }

function wall(at: number): Wall {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = value;
  return {
    year: Number(part.year), month: Number(part.month), day: Number(part.day),
    hour: part.hour ?? '', minute: part.minute ?? '', second: part.second ?? '',
  };
}

/** The day in the shop's calendar, counted so that neighbours differ by one. */
function dayNumber({ year, month, day }: Wall): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** 14:03 today, 昨天 14:03, 7月3日 14:03, 2025-07-03 14:03. */
export function formatTime(iso: string, now: number, lang: Language): string {
  const [at, today] = [wall(Date.parse(iso)), wall(now)];
  const clock = `${at.hour}:${at.minute}`;
  const daysAgo = dayNumber(today) - dayNumber(at);
  if (daysAgo === 0) return clock;
  if (daysAgo === 1) return `${textIn(lang, 'common.yesterday')} ${clock}`;
  if (daysAgo === -1) return `${textIn(lang, 'common.tomorrow')} ${clock}`;
  if (at.year !== today.year) return `${formatDate(iso)} ${clock}`;
  return `${textIn(lang, 'common.monthDay', { month: lang === 'zh-CN' ? at.month : monthName(at.month), day: at.day })} ${clock}`;
}

/** 2025-07-03 14:03:27, for titles and tables where the exact moment matters. */
export function formatExact(iso: string): string {
  const at = wall(Date.parse(iso));
  return `${formatDate(iso)} ${at.hour}:${at.minute}:${at.second}`;
}

export function formatDate(iso: string): string {
  const at = wall(Date.parse(iso));
  return `${at.year}-${String(at.month).padStart(2, '0')}-${String(at.day).padStart(2, '0')}`;
}

/** The instant of a time of the shop's clock, `2025-07-03 14:03`: guessed as if it were UTC, and put right by what the clock then shows. */
export function instantOf(local: string): string {
  const wanted = Date.parse(`${local.replace(' ', 'T')}:00Z`);
  const shown = (at: number) => Date.parse(`${formatExact(new Date(at).toISOString()).replace(' ', 'T')}Z`);
  let at = wanted - (shown(wanted) - wanted);
  // Once more, for where the clocks are moved in between.
  at -= shown(at) - wanted;
  return new Date(at).toISOString();
}

/** Whether two moments fall on one day of the shop. */
export function sameDay(a: string, b: string): boolean {
  return dayNumber(wall(Date.parse(a))) === dayNumber(wall(Date.parse(b)));
}

function monthName(month: number): string {
  return ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1] ?? '';
}

/** A waiting clock: 0:42, 12:05, 1:02:09. */
export function formatClock(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

/** A length of time in words: 42 秒, 12 分钟, 3 小时 5 分钟, 2 天. */
export function formatDuration(seconds: number, t: Translate): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return t('common.seconds', { n: s });
  if (s < 3600) return t('common.minutes', { n: Math.floor(s / 60) });
  if (s >= 86_400) return t('common.days', { n: Math.floor(s / 86_400) });
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  return minutes === 0 ? t('common.hours', { n: hours }) : `${t('common.hours', { n: hours })} ${t('common.minutes', { n: minutes })}`;
}

/** 312 B, 48 KB, 3.2 MB. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** ¥129.00 from fen. */
export function formatFen(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}
