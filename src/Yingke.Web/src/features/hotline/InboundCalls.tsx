import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { CopyField } from '@/shared/parts/Secret';
import styles from './Hotline.module.css';

interface Inbound { path: string; secret?: string; createdAt?: string }

const key = ['inbound', 'calls'];

/** Where the exchange reports calls to, and what it signs them with. */
export function InboundCalls() {
  const t = useT();
  const { message } = App.useApp();
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<Inbound>('/settings/inbound/calls') });
  const rotate = async () => {
    try {
      queries.setQueryData(key, await api.post<Inbound>('/settings/inbound/calls/rotation'));
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  if (!data) return null;
  return (
    <section>
      <h3 className={styles.part}>{t('hotline.inbound')}</h3>
      <p className={styles.lead}>{t('hotline.inboundLead')}</p>
      <p className={styles.small}>{t('hotline.inboundUrl')}</p>
      <CopyField label={t('hotline.inboundUrl')} value={location.origin + data.path} />
      {data.secret && <><p className={styles.small} style={{ marginTop: 8 }}>{t('hotline.inboundSecret')}</p><CopyField label={t('hotline.inboundSecret')} value={data.secret} /></>}
      <div style={{ marginTop: 8 }}>
        {data.secret
          ? <Popconfirm icon={null} title={t('hotline.rotateTitle')} description={t('hotline.rotateHint')} okText={t('hotline.rotate')} cancelText={t('common.cancel')} onConfirm={rotate}><Button size="small">{t('hotline.rotate')}</Button></Popconfirm>
          : <Button size="small" onClick={() => void rotate()}>{t('hotline.makeSecret')}</Button>}
      </div>
    </section>
  );
}
