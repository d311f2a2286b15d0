/** A stretch of a day in local time; 00:00 as an end is the end of the day. */
export interface OpenSpan { from: string; to: string }

/** What is wrong with the open times of a day, or null. Breaks are the gaps between them. */
export function spansProblem(spans: readonly OpenSpan[]): 'empty' | 'backwards' | 'overlap' | null {
  const minutes = spans.map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const);
  if (minutes.some(([from, to]) => Number.isNaN(from) || Number.isNaN(to))) return 'empty';
  if (minutes.some(([from, to]) => from >= endOf(to))) return 'backwards';
  const sorted = [...minutes].sort((a, b) => a[0] - b[0]);
  return sorted.some(([from], i) => i > 0 && from <= endOf(sorted[i - 1]?.[1] ?? 0)) ? 'overlap' : null;
}

/** The next piece after a break of an hour; the whole day when nothing is open yet. */
export function nextSpan(spans: readonly OpenSpan[], usual: OpenSpan): OpenSpan {
  const last = [...spans].sort((a, b) => endOf(minuteOf(a.to)) - endOf(minuteOf(b.to))).at(-1);
  if (!last) return usual;
  const from = Math.min(endOf(minuteOf(last.to)) + 60, 23 * 60 + 30);
  return { from: timeOf(from), to: timeOf(Math.max(from + 25, Math.min(23 * 60 + 55, endOf(minuteOf(usual.to))))) };
}

/** Midnight as an end is the end of the day. */
function endOf(minutes: number): number {
  return minutes === 0 ? 24 * 60 : minutes;
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return time === '' ? NaN : (hour ?? NaN) * 60 + (minute ?? NaN);
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
