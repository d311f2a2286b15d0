import type { Board } from '../types';
import { amount, valueOf } from '../words';
import { HourBars } from '../HourBars';
import styles from './Screen.module.css';

const shown = 5;

/** The teams; without any, what the hours brought. */
export function ScreenTeams({ board: { teams, measure, hours } }: { board: Board }) {
  const best = Math.max(1, ...teams.map((team) => valueOf(team, measure)));
  if (teams.length === 0) return <div className={styles.hours}><HourBars hours={hours} measure={measure} /></div>;
  return (
    <ol className={styles.teams}>
      {teams.slice(0, shown).map((team) => (
        <li key={team.name}>
          <div className={styles.teamHead}>
            <span className={styles.teamName}>{team.name}</span>
            <span className={styles.teamValue}>{amount(valueOf(team, measure), measure)}</span>
          </div>
          <div className={styles.track}><span className={team.rank === 1 ? styles.fill : styles.rest} style={{ width: `${(valueOf(team, measure) / best) * 100}%` }} /></div>
        </li>
      ))}
    </ol>
  );
}
