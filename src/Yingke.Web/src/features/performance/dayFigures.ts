import type { Translate } from '@/shared/i18n/i18n';
import { show } from './format';
import type { OwnGoal, Rank, Sections } from './types';

/** One figure of the strip: what it is called, how it stands, and what it is made of. */
export interface DayFigure { id: string; label: string; value: string; meaning: string }

const whole = (value: string | null | undefined) => (value == null ? '—' : `${Math.round(Number(value) * 100)}%`);
const yuan = (fen: number) => `¥${Math.round(fen / 100).toLocaleString('en-US')}`;

/** My day so far. Sales stand there once there are any, a goal while a campaign has one for me, and my place while I serve a group. */
export function dayFigures(own: Sections | undefined, ranks: Rank[], goals: OwnGoal[], t: Translate): DayFigure[] {
  const seconds = (value: string | null | undefined) => (value == null ? '—' : `${show(value, 'seconds')} ${t('performance.unitSeconds')}`);
  const sales = Number(own?.sales['sales'] ?? 0);
  const [goal] = goals;
  const [rank] = ranks;
  return [
    { id: 'received', label: t('performance.dayReceived'), value: show(own?.all['received'], 'count'), meaning: t('performance.mean_received') },
    { id: 'reply_rate', label: t('performance.dayReplyRate'), value: whole(own?.all['reply_rate']), meaning: t('performance.mean_reply_rate') },
    { id: 'avg_first_response', label: t('performance.dayFirst'), value: seconds(own?.all['avg_first_response']), meaning: t('performance.dayFirstMean') },
    { id: 'avg_response', label: t('performance.dayAverage'), value: seconds(own?.all['avg_response']), meaning: t('performance.dayAverageMean') },
    { id: 'good_rate', label: t('performance.dayGood'), value: whole(own?.all['good_rate']), meaning: t('performance.mean_good_rate') },
    ...(sales > 0 ? [{ id: 'sales', label: t('performance.daySales'), value: yuan(sales), meaning: t('performance.mean_sales') }] : []),
    ...(goal ? [{ id: 'goal', label: t(`performance.dayGoal_${goal.goal.scope}`), value: `${Math.floor((goal.goal.reached / goal.goal.value) * 100)}%`, meaning: goals.map((one) => wordsOfGoal(one, t)).join('\n') }] : []),
    ...(rank ? [{ id: 'rank', label: t('performance.dayRank'), value: placeOf(rank), meaning: ranks.map((one) => wordsOfRank(one, t)).join('\n') }] : []),
  ];
}

const placeOf = ({ rank, of }: Rank) => `${rank ?? '—'}/${of}`;

const wordsOfRank = (one: Rank, t: Translate) => t(one.group[0] === 'presale' ? 'performance.dayRankSales' : 'performance.dayRankReceived', { group: t(`performance.group_${one.group[0] as 'presale'}`), place: placeOf(one) });

function wordsOfGoal({ campaign, goal: { scope, group, measure, value, reached, expected } }: OwnGoal, t: Translate): string {
  const amount = (n: number) => (measure === 'orders' ? t('performance.dayOrders', { n: n.toLocaleString('en-US') }) : yuan(n));
  const whose = scope === 'group' && group[0] ? t(`performance.group_${group[0] as 'presale'}`) : t(`performance.dayGoal_${scope}`);
  return t('performance.dayGoalMean', { campaign, whose, reached: amount(reached), value: amount(value), expected: amount(expected) });
}
