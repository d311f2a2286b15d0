import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { RightButton } from '@/shared/parts/RightButton';
import { ActionDialog } from './ActionDialog';
import styles from './AfterSales.module.css';
import type { Application, ApplicationEvent, ApplicationType, Asking } from './types';

const right = 'aftersale.handle';

interface Choice { name: Asking; on?: ApplicationEvent; right?: string; why?: string | false; main?: boolean }

/** The steps that the state allows. Who lacks the right sees them grey, and why. */
export function Actions({ application: a }: { application: Application }) {
  const t = useT();
  const me = useMe();
  const [asking, setAsking] = useState<Asking | null>(null);
  const { type, state, invoice, invoiceSettled, refundOnWay } = a.row;
  const own = a.own && state === 'applied' && t('aftersales.ownApplication');
  const suits = (one: ApplicationType) => type === one;
  const choices: Choice[] = [
    { name: 'approve', on: 'approve', why: own, main: true },
    { name: 'reject', on: 'reject', why: own },
    { name: 'parcel', on: 'parcel_sent' },
    { name: 'receive', on: 'receive', main: true },
    { name: 'inspect', on: 'fault_found', main: true },
    { name: 'refund', on: 'refund_paid', right: 'refund.pay', main: suits('return') || suits('refund') },
    { name: 'reship', on: 'reship', main: suits('exchange') },
    { name: 'repair', on: 'send_repaired', main: suits('repair') },
    { name: 'decideBuyer', on: 'platform_for_buyer', right: 'refund.pay' },
    { name: 'decideSeller', on: 'platform_for_seller' },
    { name: 'return', on: 'send_as_it_was', main: true },
    { name: 'platform', on: 'platform_steps_in' },
  ];
  const shown = choices.filter((one) => one.on && a.can.includes(one.on));
  if (state === 'mismatched' && !a.agreedAt) shown.unshift({ name: 'agree', main: true });
  if (invoice && !invoiceSettled && state !== 'closed') shown.push({ name: 'invoice', main: true });
  if (a.can.includes('close')) shown.push({ name: 'close', why: !invoiceSettled && t('aftersales.invoiceFirst'), main: invoiceSettled });
  const over = state === 'closed' || state === 'withdrawn';
  if (!over && !a.refunds.some((one) => one.kind === 'compensation' && one.state !== 'declined' && one.state !== 'failed')) shown.push({ name: 'compensate' });
  if (a.inspection && can(me, 'im.supervise')) shown.push({ name: 'penalty', right: 'im.supervise' });
  return (
    <>
      {refundOnWay && <p className={styles.empty} style={{ marginTop: 12 }}>{t('aftersales.refundOnWay')}</p>}
      <div className={styles.actions}>
        {shown.map((one) => (
          <RightButton key={one.name} right={one.right ?? right} why={one.why} type={one.main ? 'primary' : 'default'} onClick={() => setAsking(one.name)}>{t(`aftersales.do_${one.name}`)}</RightButton>
        ))}
      </div>
      {asking && <ActionDialog application={a} asking={asking} onClose={() => setAsking(null)} />}
    </>
  );
}
