import type { TextKey, Translate } from '@/shared/i18n/i18n';
import { hasText } from '@/shared/i18n/i18n';
import { show } from '../format';
import { nameOf, unitOf, type Unit } from '../indicators';
import type { Item, Line } from './types';

/** An indicator by its name, with the section where it is not of all chats; everything else by what it was called. */
export function itemName(item: Item, t: Translate): string {
  if (item.kind !== 'indicator' || !item.indicator) return item.name ?? '';
  const name = hasText(nameOf(item.indicator)) ? t(nameOf(item.indicator)) : item.indicator;
  return item.of === 'presale' || item.of === 'aftersale' ? `${t(`performance.section_${item.of}`)} · ${name}` : name;
}

export const unitOfItem = (item: Item): Unit => (item.indicator === 'refund_rate' ? 'rate' : item.of && item.indicator ? unitOf(item.of, item.indicator) : 'ratio');

/** What the numbers of a curve are given in: rates in percent, times in seconds, money in yuan. */
export function curveUnit(item: Item, t: Translate): string {
  const unit = unitOfItem(item);
  return unit === 'rate' || item.kind === 'entered' && item.indicator === 'refund_rate' ? '%' : unit === 'seconds' ? t('performance.unitSeconds') : unit === 'fen' ? t('performance.unitYuan') : '';
}

/** The raw value of a line as people read it. */
export function shownValue(item: Item, line: Line, t: Translate): string {
  if (item.kind === 'graded') return line.mark?.grade ? t(`scores.grade_${line.mark.grade}` as TextKey) : '—';
  if (item.kind === 'attendance') {
    const { late = 0, leave = 0, absence = 0 } = line.mark ?? {};
    const parts = [late && t('scores.late', { n: late }), leave && t('scores.leave', { n: leave }), absence && t('scores.absence', { n: absence })].filter(Boolean);
    return line.mark ? parts.join(' ') || t('scores.allPresent') : '—';
  }
  if (line.value === undefined) return '—';
  const unit = unitOfItem(item);
  if (unit === 'rate') return `${Number(line.value).toFixed(2)}%`;
  if (unit === 'fen') return show(String(Number(line.value) * 100), 'fen');
  return unit === 'seconds' ? `${show(line.value, unit)} ${t('performance.unitSeconds')}` : show(line.value, unit);
}

export const points = (text: string | undefined) => (text === undefined ? '—' : Number(text).toFixed(2));
