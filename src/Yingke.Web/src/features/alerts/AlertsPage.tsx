import { Button, Skeleton } from 'antd';
import { useNavigate } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import styles from './Alerts.module.css';
import { KindTable } from './KindTable';
import { PushSection } from './PushSection';
import { useChoices } from './queries';
import { ThresholdTable } from './ThresholdTable';
import type { Kind, Measure } from './types';

/** 提醒设置: what somebody wants to be told of, from where on, and how. */
export default function AlertsPage() {
  const t = useT();
  const me = useMe();
  const go = useNavigate();
  const { data, error, refetch } = useChoices();
  return (
    <Screen title={t('alerts.title')}>
      <div className={styles.page}>
        {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton active />}
        {data && data.measures.length > 0 && (
          <section className={styles.section}>
            <h2 className={styles.title}>{t('alerts.thresholds')}</h2>
            <p className={styles.hint}>{t('alerts.thresholdsHint')}</p>
            <ThresholdTable measures={data.measures as Measure[]} sendsOut={data.maySendOut} />
          </section>
        )}
        {data && data.kinds.length > 0 && (
          <section className={styles.section}>
            <h2 className={styles.title}>{t('alerts.kinds')}</h2>
            <p className={styles.hint}>{t('alerts.kindsHint')}</p>
            <KindTable kinds={data.kinds as Kind[]} sendsOut={data.maySendOut} />
          </section>
        )}
        {data?.maySendOut && !data.webhooksListen && (
          <p className={styles.hint}>{t(can(me, 'api.keys') ? 'alerts.nobodyListens' : 'alerts.nobodyListensAsk')} {can(me, 'api.keys') && <Button type="link" size="small" onClick={() => void go('/settings/webhooks')}>{t('webhooks.title')}</Button>}</p>
        )}
        <PushSection />
      </div>
    </Screen>
  );
}
