import { useT } from '@/shared/i18n/i18n';
import styles from './Phrases.module.css';
import { severities, type Severity } from './types';

/** What a phrase of this severity does, in words. */
export function SeverityWord({ severity }: { severity: Severity }) {
  const t = useT();
  return <span className={styles[severity]}>{t(`phrases.severity_${severity}`)}</span>;
}

export function useSeverityOptions() {
  const t = useT();
  return severities.map((value) => ({ value, label: t(`phrases.severity_${value}`) }));
}

/** A text with one hit underlined. */
export function Quoted({ text, start, end }: { text: string; start: number; end: number }) {
  return <>{text.slice(0, start)}<mark className={styles.hit}>{text.slice(start, end)}</mark>{text.slice(end)}</>;
}
