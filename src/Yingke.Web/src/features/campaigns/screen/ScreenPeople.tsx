import type { Measure, Standing } from '../types';
import { amount, valueOf } from '../words';
import styles from './Screen.module.css';

const shown = 8;
const half = 4;

export function ScreenPeople({ agents, measure }: { agents: Standing[]; measure: Measure }) {
  return (
    <ol className={agents.length > half ? styles.list : `${styles.list} ${styles.one}`}>
      {agents.slice(0, shown).map((one) => (
        <li key={one.agentId}>
          <span className={one.rank <= 3 ? styles.medal : styles.place}>{one.rank}</span>
          <span className={styles.name}>{one.name}</span>
          <span className={styles.value}>{amount(valueOf(one, measure), measure)}</span>
        </li>
      ))}
    </ol>
  );
}
