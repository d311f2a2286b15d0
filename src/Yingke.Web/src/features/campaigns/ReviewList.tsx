import { Skeleton } from 'antd';
import { hasText, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { formatExact } from '@/shared/time/format';
import styles from './Campaigns.module.css';
import { GoalList } from './GoalList';
import { useReviews } from './queries';
import type { Review } from './types';
import { amount, clockOf, ownerOf, yuan } from './words';

/** 目标检视: what goes well, what is behind, and the previous hours' problems, as it was given to the supervisors. */
export function ReviewList({ id, at }: { id: string; at: string | undefined }) {
  const t = useT();
  const { data, error, refetch } = useReviews(id);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (data.length === 0) return <Nothing title={t('campaigns.noReviews')} hint={at ? t('campaigns.noReviewsHint', { at }) : t('campaigns.reviewsOff')} />;
  return <div className={styles.announced}>{data.map((one) => <Day key={one.day} {...one} />)}</div>;
}

function Day({ day, at, review: { orders, fen, goals, teams, hours } }: Review) {
  const t = useT();
  const mean = hours.length === 0 ? 0 : hours.reduce((sum, hour) => sum + hour.fen, 0) / hours.length;
  const best = hours.toSorted((a, b) => b.fen - a.fen)[0];
  const weak = hours.filter((hour) => hour.fen < mean / 2);
  const troubled = hours.filter((hour) => Object.keys(hour.alerts).length > 0);
  const kind = (name: string) => (hasText(`conversations.alert_${name}`) ? t(`conversations.alert_${name}` as never) : name);
  const well = [
    ...goals.filter(({ state }) => state !== 'behind').map((goal) => t('campaigns.wellGoal', { who: ownerOf(goal, t), what: t(`campaigns.measure_${goal.measure}`), value: amount(goal.reached, goal.measure), percent: Math.floor((goal.reached / goal.value) * 100) })),
    ...(teams[0]?.share ? [t('campaigns.wellTeam', { name: teams[0].name, percent: Math.round(teams[0].share * 100) })] : []),
    ...(best && best.fen > 0 ? [t('campaigns.wellHour', { at: clockOf(best.hour), yuan: yuan(best.fen), orders: best.orders })] : []),
  ];
  const behind = goals.filter(({ state }) => state === 'behind').map((goal) => t('campaigns.behindGoal', { who: ownerOf(goal, t), what: t(`campaigns.measure_${goal.measure}`), value: amount(goal.reached, goal.measure), missing: amount(goal.expected - goal.reached, goal.measure) }));
  const problems = [
    ...troubled.map((hour) => t('campaigns.hourAlerts', { at: clockOf(hour.hour), what: Object.entries(hour.alerts).map(([name, n]) => `${kind(name)} ${n}`).join(t('campaigns.pause')) })),
    ...weak.map((hour) => t('campaigns.hourWeak', { at: clockOf(hour.hour), yuan: yuan(hour.fen), mean: yuan(Math.round(mean)) })),
  ];
  return (
    <section className={styles.card} aria-label={day}>
      <h2 className={styles.h2}>{day}<span className={styles.small}>{t('campaigns.reviewedAt', { at: formatExact(at).slice(11, 16), orders: orders.toLocaleString('en-US'), yuan: yuan(fen) })}</span></h2>
      <div className={styles.three}>
        <Points title={t('campaigns.well')} points={well} none={t('campaigns.wellNone')} />
        <Points title={t('campaigns.behind')} points={behind} none={t('campaigns.behindNone')} />
        <Points title={t('campaigns.problems')} points={problems} none={t('campaigns.problemsNone')} />
      </div>
      {goals.length > 0 && <GoalList goals={goals} />}
    </section>
  );
}

function Points({ title, points, none }: { title: string; points: string[]; none: string }) {
  return <div><h3 className={styles.h3}>{title}</h3>{points.length > 0 ? <ul className={styles.points}>{points.map((point) => <li key={point}>{point}</li>)}</ul> : <p className={styles.small}>{none}</p>}</div>;
}
