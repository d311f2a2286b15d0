import { hasText, type Translate } from '@/shared/i18n/i18n';
import { formatExact } from '@/shared/time/format';
import type { Broadcast, Goal, Measure, SuggestedTarget } from './types';

/** 1,234.50 yuan of fen; whole yuan from a thousand on, where the fen are only noise. */
export const yuan = (fen: number) => (fen / 100).toLocaleString('en-US', fen % 100 === 0 || fen >= 100_000 ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const amount = (value: number, measure: Measure) => (measure === 'orders' ? value.toLocaleString('en-US') : `¥${yuan(value)}`);

export const valueOf = (one: { orders: number; fen: number }, measure: Measure) => (measure === 'orders' ? one.orders : one.fen);

/** Whose goal it is: the shop, a group, or a person by name. */
export function ownerOf({ scope, group, name }: Pick<Goal & SuggestedTarget, 'scope' | 'group' | 'name'>, t: Translate): string {
  const key = `performance.group_${group[0] ?? ''}`;
  return scope === 'shop' ? t('campaigns.wholeShop') : scope === 'group' ? (hasText(key) ? t(key) : (group[0] ?? '')) : (name ?? '—');
}

export const clockOf = (iso: string) => formatExact(iso).slice(11, 16);

/** What is read aloud and shown of an hour. */
export function wordsOfHour({ hourAt, standing: { orders, fen, measure, teams, top } }: Broadcast, t: Translate): string {
  const teamsIn = teams.map((team) => t('campaigns.sayTeam', { name: team.name, value: amount(valueOf(team, measure), measure) })).join(t('campaigns.comma'));
  const topIn = top.slice(0, 3).map(({ name }) => name).join(t('campaigns.pause'));
  return [t('campaigns.sayShop', { hour: clockOf(hourAt), orders, yuan: yuan(fen) }), teamsIn, topIn && t('campaigns.sayTop', { names: topIn })].filter(Boolean).join(t('campaigns.stop_'));
}

/** 2 天 3:04:05 or 3:04:05. */
export function remaining(until: string, now: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor((Date.parse(until) - now) / 1000));
  const days = Math.floor(seconds / 86_400);
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor((seconds % 86_400) / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return days > 0 ? `${t('common.days', { n: days })} ${clock}` : clock;
}
