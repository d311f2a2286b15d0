import { Tooltip } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { change, show } from './format';
import { meaningOf, nameOf } from './indicators';
import styles from './Performance.module.css';

interface Props { guard: Record<string, string | null>; before?: Record<string, string | null> }

/** Figures of the shop that keep the others honest, in one line above them. */
export function GuardLine({ guard, before }: Props) {
  const t = useT();
  return (
    <dl className={styles.guard} aria-label={t('performance.guard')}>
      {Object.entries(guard).map(([id, value]) => (
        <div key={id}>
          <Tooltip title={t(meaningOf(id))}><dt tabIndex={0}>{t(nameOf(id))}</dt></Tooltip>
          <dd>{show(value, 'rate')}{before && <span className={styles.against}>{change(value, before[id], 'rate') ?? '—'}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
