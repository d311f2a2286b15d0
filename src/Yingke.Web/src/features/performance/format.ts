import type { Unit } from './indicators';

/** A figure as people read it; no value is —, which is not 0. */
export function show(value: string | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return '—';
  const number = Number(value);
  switch (unit) {
    case 'count': return number.toLocaleString('en-US');
    case 'rate': return `${(number * 100).toFixed(2)}%`;
    case 'fen': return (number / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    case 'seconds': return number >= 100 ? Math.round(number).toLocaleString('en-US') : number.toFixed(1);
    default: return number.toFixed(2);
  }
}

/** For sorting: rows without a value come last, whichever way. */
export function compare(a: string | null | undefined, b: string | null | undefined, descending: boolean): number {
  if (a === null || a === undefined || b === null || b === undefined) {
    const [missingA, missingB] = [a === null || a === undefined, b === null || b === undefined];
    return missingA === missingB ? 0 : missingA === descending ? -1 : 1;
  }
  return Number(a) - Number(b);
}

/** How a figure moved against the days before: in points for rates, in per cent for everything else. */
export function change(now: string | null | undefined, before: string | null | undefined, unit: Unit): string | null {
  if (now === null || now === undefined || before === null || before === undefined) return null;
  const [a, b] = [Number(now), Number(before)];
  if (unit === 'rate') return signed((a - b) * 100, 2);
  return b === 0 ? null : `${signed(((a - b) / b) * 100, 1)}%`;
}

/** With a real minus, as money has it. */
const signed = (value: number, decimals: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(decimals)}`;
