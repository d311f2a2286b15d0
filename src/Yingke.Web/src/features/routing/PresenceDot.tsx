import type { Presence } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import styles from './PresenceDot.module.css';

export function PresenceDot({ presence }: { presence: Presence }) {
  const t = useT();
  return <span className={styles[presence]} role="img" aria-label={t(`routing.${presence}`)} title={t(`routing.${presence}`)} />;
}
