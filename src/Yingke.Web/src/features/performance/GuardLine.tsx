import { Tooltip } from 'antd';
import { Link } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { dayStart } from '@/shared/time/calendar';
import { change, show } from './format';
import { meaningOf, nameOf } from './indicators';
import styles from './Performance.module.css';
import type { Range } from './types';

interface Props { guard: Record<string, string | null>; before?: Record<string, string | null>; range: Range }

/** Figures of the shop that keep the others honest, in one line above them. */
export function GuardLine({ guard, before, range }: Props) {
  const t = useT();
  const me = useMe();
  // The complaints themselves are for their officers.
  const upheld = can(me, 'complaints.decide') && `/complaints?state=upheld&from=${encodeURIComponent(dayStart(range.from))}&to=${encodeURIComponent(dayStart(range.to, 1))}`;
  return (
    <dl className={styles.guard} aria-label={t('performance.guard')}>
      {Object.entries(guard).map(([id, value]) => (
        <div key={id}>
          <Tooltip title={t(meaningOf(id))}><dt tabIndex={0}>{t(nameOf(id))}</dt></Tooltip>
          <dd>{id === 'complaint_rate' && upheld ? <Link className={styles.figure} to={upheld}>{show(value, 'rate')}</Link> : show(value, 'rate')}{before && <span className={styles.against}>{change(value, before[id], 'rate') ?? '—'}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
