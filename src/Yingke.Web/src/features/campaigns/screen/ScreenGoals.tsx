import { useT } from '@/shared/i18n/i18n';
import type { Goal } from '../types';
import { amount, ownerOf } from '../words';
import styles from './Screen.module.css';

const shown = 3;

/** The shop's goals, then the groups': as many as can be read from afar. */
export function ScreenGoals({ goals }: { goals: Goal[] }) {
  const t = useT();
  return (
    <ul className={styles.goals}>
      {goals.filter(({ scope }) => scope !== 'agent').toSorted((a, b) => Number(b.scope === 'shop') - Number(a.scope === 'shop')).slice(0, shown).map((goal) => (
        <li key={`${goal.scope}${goal.group.join()}${goal.measure}`}>
          <div className={styles.goalHead}>
            <span>{ownerOf(goal, t)} {amount(goal.value, goal.measure)}{goal.measure === 'orders' && ` ${t('campaigns.pieces')}`}</span>
            <span className={goal.state === 'behind' ? styles.behind : styles.good}>{Math.floor((goal.reached / goal.value) * 100)}% {t(`campaigns.goal_${goal.state}`)}</span>
          </div>
          <div className={styles.track}>
            <span className={goal.state === 'behind' ? styles.late : styles.fill} style={{ width: `${Math.min(100, (goal.reached / goal.value) * 100)}%` }} />
            {goal.state !== 'met' && goal.expected > 0 && <span className={styles.aim} style={{ left: `${Math.min(100, (goal.expected / goal.value) * 100)}%` }} />}
          </div>
        </li>
      ))}
    </ul>
  );
}
