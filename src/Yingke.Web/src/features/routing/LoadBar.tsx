import styles from './LoadBar.module.css';

/** Open conversations of how many at most: 6/10. */
export function LoadBar({ open, capacity }: { open: number; capacity: number }) {
  const share = capacity > 0 ? Math.min(1, open / capacity) : 1;
  return (
    <span className={styles.load}>
      <span className={styles.bar}><span className={open >= capacity ? styles.full : styles.part} style={{ width: `${share * 100}%` }} /></span>
      <span className={styles.figure}>{open}/{capacity}</span>
    </span>
  );
}
