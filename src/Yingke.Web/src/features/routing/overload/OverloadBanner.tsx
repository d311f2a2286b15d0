import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { formatExact } from '@/shared/time/format';
import { OverloadButton } from './OverloadButton';
import styles from './Overload.module.css';
import { mayForce, useOverload } from './useOverload';

/** Says on every page that the shop is overloaded, since when and by whom. */
export function OverloadBanner() {
  const t = useT();
  const me = useMe();
  const { data } = useOverload();
  if (!data?.isOn) return null;
  return (
    <div className={styles.banner} role="status">
      <strong>{t('routing.overloadOn')}</strong>
      {data.since && <span>{t('routing.overloadSince', { at: formatExact(data.since).slice(11, 16) })}</span>}
      <span>{data.mode === 'on' ? t('routing.overloadForcedBy', { name: data.by ?? '' }) : t('routing.overloadByLoad', { threshold: data.threshold })}</span>
      {data.mode === 'on' && data.reason && <span className={styles.reason}>{data.reason}</span>}
      <span className={styles.hint}>{t('routing.overloadAgents')}</span>
      {mayForce(me) && <OverloadButton compact />}
    </div>
  );
}
