import styles from './Campaigns.module.css';
import type { Measure, Team } from './types';
import { amount, valueOf } from './words';

/** The teams against each other: the longest bar is the best team's. */
export function TeamBars({ teams, measure }: { teams: Team[]; measure: Measure }) {
  const best = Math.max(1, ...teams.map((team) => valueOf(team, measure)));
  return (
    <ol className={styles.teams}>
      {teams.map((team) => (
        <li key={team.name}>
          <span className={styles.place}>{team.rank}</span>
          <span className={styles.teamName} title={team.name}>{team.name}</span>
          <span className={styles.track}><span className={team.rank === 1 ? styles.first : styles.fill} style={{ width: `${(valueOf(team, measure) / best) * 100}%` }} /></span>
          <span className={styles.number}>{amount(valueOf(team, measure), measure)}</span>
          <span className={styles.share}>{team.share === undefined ? '—' : `${Math.round(team.share * 100)}%`}</span>
        </li>
      ))}
    </ol>
  );
}
