import { Tooltip } from 'antd';
import { Link } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { dayStart } from '@/shared/time/calendar';
import { change, show } from './format';
import { meaningOf, nameOf } from './indicators';
import styles from './Performance.module.css';
import type { Range } from './types';

interface Props {
  guard: Record<string, string | null>;
  before?: Record<string, string | null>;
  range: Range;
  /** Asks for what is behind a rate, or for the ratings by day. */
  onOpen?: (id: string) => void;
}

const ratings = ['dsr_goods', 'dsr_service', 'dsr_delivery'];

/** Figures of the shop that keep the others honest, in one line above them. */
export function GuardLine({ guard, before, range, onOpen }: Props) {
  const t = useT();
  const me = useMe();
  // The complaints themselves are for their officers.
  const upheld = can(me, 'complaints.decide') && `/complaints?state=upheld&from=${encodeURIComponent(dayStart(range.from))}&to=${encodeURIComponent(dayStart(range.to, 1))}`;
  const opener = (id: string, words: string) => !onOpen ? words : (
    <button type="button" className={styles.figure} aria-label={t('performance.openGuard', { what: t(nameOf(id)), value: words })} onClick={() => onOpen(id)}>{words}</button>
  );
  const figure = (id: string, value: string | null) => {
    const words = show(value, 'rate');
    if (id !== 'complaint_rate') return opener(id, words);
    return upheld ? <Link className={styles.figure} to={upheld}>{words}</Link> : words;
  };
  return (
    <dl className={styles.guard} aria-label={t('performance.guard')}>
      {Object.entries(guard).filter(([id]) => !ratings.includes(id)).map(([id, value]) => (
        <div key={id}>
          <Tooltip title={t(meaningOf(id))}><dt tabIndex={0}>{t(nameOf(id))}</dt></Tooltip>
          <dd>{figure(id, value)}{before && <span className={styles.against}>{change(value, before[id], 'rate') ?? '—'}</span>}</dd>
        </div>
      ))}
      <div>
        <Tooltip title={t(meaningOf('dsr'))}><dt tabIndex={0}>{t(nameOf('dsr'))}</dt></Tooltip>
        <dd>{opener('dsr', ratings.map((id) => show(guard[id], 'score')).join(' / '))}</dd>
      </div>
    </dl>
  );
}
