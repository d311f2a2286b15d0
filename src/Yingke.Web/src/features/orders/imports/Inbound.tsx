import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { CopyField } from '@/shared/parts/Secret';
import styles from '../Orders.module.css';

interface Inbound { path: string; secret?: string; createdAt?: string }

const key = ['inbound', 'orders'];

/** Where the shop's system pushes orders to, and what it signs them with. */
export function InboundOrders() {
  const t = useT();
  const { message } = App.useApp();
  const { data } = useQuery({ queryKey: key, queryFn: () => api.get<Inbound>('/settings/inbound/orders') });
  const rotate = async () => {
    try {
      queries.setQueryData(key, await api.post<Inbound>('/settings/inbound/orders/rotation'));
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  if (!data) return null;
  const button = <Button size="small" onClick={data.secret ? undefined : () => void rotate()}>{t('orders.rotate')}</Button>;
  return (
    <section style={{ marginTop: 32 }}>
      <h3 className={styles.section}>{t('orders.inbound')}</h3>
      <p className={styles.lead}>{t('orders.inboundLead')}</p>
      <p className={styles.small}>{t('orders.inboundUrl')}</p>
      <CopyField label={t('orders.inboundUrl')} value={location.origin + data.path} />
      {data.secret && <><p className={styles.small} style={{ marginTop: 8 }}>{t('orders.inboundSecret')}</p><CopyField label={t('orders.inboundSecret')} value={data.secret} /></>}
      <div style={{ marginTop: 8 }}>
        {data.secret
          ? <Popconfirm icon={null} title={t('orders.rotateTitle')} description={t('orders.rotateHint')} okText={t('orders.rotate')} cancelText={t('common.cancel')} onConfirm={rotate}>{button}</Popconfirm>
          : button}
      </div>
    </section>
  );
}
