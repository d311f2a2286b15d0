import type { OrderBadge } from '../api/types';
import { useT } from '../i18n/i18n';
import styles from './OrderTag.module.css';

/** 未下单, 已拍未付, 已付款, 已发货, 售后中, 已完成. */
export function OrderTag({ badge }: { badge: OrderBadge }) {
  const t = useT();
  return <span className={styles[badge]}>{t(`orders.badge_${badge}`)}</span>;
}
