import { useT } from '@/shared/i18n/i18n';
import { MaskedPhone } from '@/shared/parts/MaskedPhone';
import styles from './BuyerCard.module.css';

export function PhoneLine({ id, masked }: { id: string; masked: string }) {
  const t = useT();
  return (
    <div className={styles.line}>
      <span className={styles.label}>{t('buyers.phone')}</span>
      <span className={styles.value}><MaskedPhone path={`/buyers/${id}/phone-reveal`} masked={masked} className={styles.reveal} /></span>
    </div>
  );
}
