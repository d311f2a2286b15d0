import type { Group } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import styles from './InquiryTag.module.css';

export function InquiryTag({ group }: { group: Group }) {
  const t = useT();
  return <span className={styles[group]}>{t(`common.${group}`)}</span>;
}
