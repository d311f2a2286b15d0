import { App, Button, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import styles from './BuyerCard.module.css';

/** Masked until somebody with the right asks for it, which is written down. */
export function PhoneLine({ id, masked }: { id: string; masked: string }) {
  const t = useT();
  const { message } = App.useApp();
  const allowed = can(useMe(), 'buyers.contact');
  const [phone, setPhone] = useState<string | null>(null);
  const reveal = () => {
    api.post<{ phone: string }>(`/buyers/${id}/phone-reveal`)
      .then((answer) => setPhone(answer.phone), (error: unknown) => void message.error(wordsOf(error)));
  };
  return (
    <div className={styles.line}>
      <span className={styles.label}>{t('buyers.phone')}</span>
      <span className={styles.value}>
        {phone ?? masked}{' '}
        {phone === null && (
          <Tooltip title={t(allowed ? 'buyers.revealHint' : 'common.noRight')}>
            <Button type="link" size="small" className={styles.reveal} disabled={!allowed} onClick={reveal}>{t('buyers.reveal')}</Button>
          </Tooltip>
        )}
      </span>
    </div>
  );
}
