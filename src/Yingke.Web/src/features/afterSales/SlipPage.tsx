import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useParams } from 'react-router';
import { api } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import styles from './AfterSales.module.css';
import type { Slip } from './types';
import { key } from './useAfterSales';

/** The parcel slip, for printing: what has to lie in the parcel. */
export default function SlipPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({ queryKey: [...key, 'slip', id], queryFn: () => api.get<Slip>(`/aftersales/${id}/slip`) });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const lines: [string, string | undefined][] = [
    [t('aftersales.order'), data.orderNumber], [t('aftersales.number'), data.number], [t('aftersales.buyerName'), data.buyerName], [t('aftersales.phone'), data.buyerPhone],
    [t('aftersales.product'), `${data.product} × ${data.quantity}`], [t('aftersales.returnTo'), `${data.to.contact} ${data.to.phone} ${data.to.region}${data.to.street}`],
  ];
  return (
    <article className={styles.slip}>
      <h1>{data.shopName} · {t('aftersales.slip')}</h1>
      <dl className={styles.facts}>{lines.map(([name, value]) => <Line key={name} name={name} value={value ?? '—'} />)}</dl>
      <p className={styles.cut}>{t('aftersales.slipHint')}</p>
      <div className={styles.noPrint} style={{ marginTop: 16 }}><Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>{t('aftersales.print')}</Button></div>
    </article>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return <><dt>{name}</dt><dd>{value}</dd></>;
}
