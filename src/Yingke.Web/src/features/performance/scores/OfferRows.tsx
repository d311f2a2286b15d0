import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import styles from './Scores.module.css';
import type { Offer } from './types';

/** Usual reasons for points beside the items. */
export function OfferRows({ offers, onChange }: { offers: Offer[]; onChange: (offers: Offer[]) => void }) {
  const t = useT();
  const put = (at: number, change: Partial<Offer>) => onChange(offers.map((offer, i) => (i === at ? { ...offer, ...change } : offer)));
  return (
    <div className={styles.rows}>
      {offers.map((offer, i) => (
        <div key={i} className={styles.curve}>
          <Input size="small" value={offer.name} maxLength={40} placeholder={t('scores.reason')} style={{ width: 200 }} onChange={(event) => put(i, { name: event.target.value })} />
          <InputNumber size="small" value={offer.least} precision={2} controls={false} prefix={t('scores.from')} suffix={t('scores.unitPoints')} style={{ width: 112 }} onChange={(n) => put(i, { least: n ?? 0 })} />
          <InputNumber size="small" value={offer.most} precision={2} controls={false} prefix={t('scores.to')} suffix={t('scores.unitPoints')} style={{ width: 112 }} onChange={(n) => put(i, { most: n ?? 0 })} />
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => onChange(offers.filter((_, at) => at !== i))} />
        </div>
      ))}
      <div><Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...offers, { name: '', least: 1, most: 1 }])}>{t('scores.addOffer')}</Button></div>
    </div>
  );
}
