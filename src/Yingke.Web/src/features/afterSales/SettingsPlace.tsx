import type { ReactNode } from 'react';
import styles from './Settings.module.css';

/** One subject of the settings: its name, what it is for, and the form. */
export function SettingsPlace({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return <div className={styles.place}><h2 className={styles.title}>{title}</h2><p className={styles.lead}>{lead}</p>{children}</div>;
}
