import { App, Input, Tag } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import { formatFen } from '@/shared/time/format';
import styles from './AfterSales.module.css';
import type { Application, Refund } from './types';
import { key } from './useAfterSales';

/** What was refunded and compensated, what waits for a second person, and what of the order is left to refund. */
export function Refunds({ application: { refunds, room } }: { application: Application }) {
  const t = useT();
  return (
    <>
      {refunds.map((one) => <RefundLine key={one.id} refund={one} />)}
      <p className={styles.empty}>{t('aftersales.room', { order: formatFen(room.orderFen), line: formatFen(room.mostGoodsFen), freight: formatFen(room.freightFen) })}</p>
    </>
  );
}

function RefundLine({ refund }: { refund: Refund }) {
  const t = useT();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const send = async (what: 'confirmation' | 'refusal', body?: unknown) => {
    setBusy(true);
    try {
      await api.post(`/aftersales/refunds/${refund.id}/${what}`, body);
    } catch (error) {
      void message.error(wordsOf(error));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: key });
    }
  };
  const decline = () => {
    let reason = '';
    void modal.confirm({
      title: t('aftersales.declineAsk'), icon: null, okText: t('aftersales.decline'), cancelText: t('common.cancel'), okButtonProps: { danger: true },
      content: <Input.TextArea autoFocus maxLength={200} placeholder={t('aftersales.reason')} onChange={(event) => { reason = event.target.value; }} />,
      onOk: () => (reason.trim() ? send('refusal', { reason: reason.trim() }) : Promise.reject(new Error('a reason is needed'))),
    });
  };
  const who = [refund.byName, refund.confirmedByName && t('aftersales.confirmedBy', { name: refund.confirmedByName })].filter(Boolean).join(' · ');
  return (
    <div className={styles.refund}>
      <span className={styles.grow}>
        {t(refund.kind === 'refund' ? 'aftersales.refund' : 'aftersales.compensation')} <b className={styles.figure}>{formatFen(refund.fen)}</b>
        {refund.payer === 'platform' && ` · ${t('aftersales.paidByPlatform')}`}<br />
        <span className={styles.small}>{[who, refund.reason, refund.bearer && t(`aftersales.bearer_${refund.bearer as 'shop'}`), refund.failure].filter(Boolean).join(' · ')}</span>
      </span>
      <Tag variant="outlined" className={`${styles.tag} ${refund.state === 'succeeded' ? styles.tagDone : refund.state === 'failed' || refund.state === 'declined' ? styles.tagBad : styles.tagOpen}`}>{t(`aftersales.refund_${refund.state}`)}</Tag>
      {refund.state === 'waiting' && (
        <>
          <RightButton size="small" type="primary" right="refund.pay" why={refund.mine && t('aftersales.otherPerson')} loading={busy} onClick={() => void send('confirmation')}>{t('aftersales.confirmRefund')}</RightButton>
          <RightButton size="small" right="refund.pay" why={refund.mine && t('aftersales.otherPerson')} onClick={decline}>{t('aftersales.decline')}</RightButton>
        </>
      )}
    </div>
  );
}
