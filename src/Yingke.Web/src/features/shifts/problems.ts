import type { Translate } from '@/shared/i18n/i18n';
import { clockOf } from './days';
import type { Problem, Rota } from './types';

/** A day's problems in words; hours without anybody that follow each other are one stretch. */
export function wordsOfDay(day: string, { problems, agents }: Pick<Rota, 'problems' | 'agents'>, t: Translate): string[] {
  const own = problems.filter((one) => one.day === day);
  const name = ({ agentId }: Problem) => agents.find(({ id }) => id === agentId)?.name ?? '';
  const words = own.filter(({ kind }) => kind !== 'hour_uncovered').map((one) => t(`shifts.problem_${one.kind as Exclude<Problem['kind'], 'hour_uncovered'>}`, {
    name: name(one), n: one.amount ?? 0, hours: Math.round((one.amount ?? 0) / 6) / 10, at: clockOf(one.minute ?? 0), group: one.group ? t(`shifts.group_${one.group as 'presale'}`) : '',
  }));
  return [...words, ...stretches(own).map(([from, to]) => t('shifts.problem_hour_uncovered', { from: clockOf(from), to: to === 1440 ? '24:00' : clockOf(to) }))];
}

function stretches(problems: Problem[]): [number, number][] {
  const found: [number, number][] = [];
  for (const { kind, minute } of problems) {
    if (kind !== 'hour_uncovered' || minute === undefined) continue;
    const [last, end] = [found.at(-1), (Math.floor(minute / 60) + 1) * 60];
    if (last?.[1] === minute) last[1] = end;
    else found.push([minute, end]);
  }
  return found;
}
