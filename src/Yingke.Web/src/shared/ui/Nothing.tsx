import type { ReactNode } from 'react';
import styles from './Nothing.module.css';

/** An empty place: what will be here, and how it begins. */
export function Nothing({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className={styles.nothing}>
      <strong>{title}</strong>
      {hint && <span>{hint}</span>}
      {action}
    </div>
  );
}
