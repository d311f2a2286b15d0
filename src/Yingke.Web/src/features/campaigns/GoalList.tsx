import { useT } from '@/shared/i18n/i18n';
import styles from './Campaigns.module.css';
import type { Goal } from './types';
import { amount, ownerOf } from './words';

const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.min(100, (part / whole) * 100));

/** Each goal with how far it is, and a line where it would be on course by now. */
export function GoalList({ goals }: { goals: Goal[] }) {
  const t = useT();
  return (
    <ul className={styles.goals}>
      {goals.map((goal) => (
        <li key={`${goal.scope}${goal.group.join()}${goal.agentId ?? ''}${goal.measure}`}>
          <div className={styles.goalHead}>
            <span className={styles.goalName}>{ownerOf(goal, t)} · {t(`campaigns.measure_${goal.measure}`)}</span>
            <span className={styles[`goal_${goal.state}`]}>{t(`campaigns.goal_${goal.state}`)}</span>
            <span className={styles.goalNumber}>{amount(goal.reached, goal.measure)} / {amount(goal.value, goal.measure)}</span>
            <span className={styles.share}>{Math.floor((goal.reached / goal.value) * 100)}%</span>
          </div>
          <div className={styles.track}>
            <span className={goal.state === 'behind' ? styles.late : styles.first} style={{ width: `${percent(goal.reached, goal.value)}%` }} />
            {goal.state !== 'met' && goal.expected > 0 && <span className={styles.aim} style={{ left: `${percent(goal.expected, goal.value)}%` }} title={t('campaigns.expected', { value: amount(goal.expected, goal.measure) })} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
