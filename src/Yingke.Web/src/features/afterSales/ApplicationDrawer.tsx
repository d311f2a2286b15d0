import { PrinterOutlined } from '@ant-design/icons';
import { Alert, App, Button, Drawer, Skeleton, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { asked } from '@/shared/asked';
import { newId } from '@/shared/ids';
import { RightButton } from '@/shared/parts/RightButton';
import { CopyButton } from '@/shared/parts/CopyButton';
import { Failure } from '@/shared/parts/Failure';
import { semicolon, useT } from '@/shared/i18n/i18n';
import { formatExact, formatFen } from '@/shared/time/format';
import { Actions } from './Actions';
import styles from './AfterSales.module.css';
import { Refunds } from './Refunds';
import { Timeline } from './Timeline';
import type { Application } from './types';
import { useApplication } from './useAfterSales';
import { productWords, Remaining, StateTag, wordOf } from './words';

/** The conversation beside which it was opened, if there is one. */
export interface Talk { id: string; mine: boolean }

/** One application with everything that is known of it, the next steps, its money and its ledger. */
export function ApplicationDrawer({ id, talk, onClose }: { id: string; talk?: Talk; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useApplication(id);
  return (
    <Drawer open size={560} onClose={onClose} title={data ? <>{t(`aftersales.type_${data.row.type}`)} {data.row.number} <CopyButton size="small" value={data.row.number} /></> : t('aftersales.title')}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active paragraph={{ rows: 12 }} /> : <Details application={data} talk={talk} />}
    </Drawer>
  );
}

function Details({ application: a, talk }: { application: Application; talk: Talk | undefined }) {
  const t = useT();
  const { row } = a;
  const parcel = (one?: { company: string; number: string }) => one && <>{one.company} {one.number} <CopyButton size="small" value={one.number} /></>;
  const facts: [string, ReactNode][] = [
    [t('aftersales.buyer'), row.buyerName],
    [t('aftersales.order'), <>{row.orderNumber} <CopyButton size="small" value={row.orderNumber} /></>],
    [t('aftersales.product'), productWords(row, t)],
    [t('aftersales.asked'), row.askedFen > 0 && formatFen(row.askedFen)],
    [t('aftersales.reason'), <>{row.reason}{a.text && <> · {a.text}</>}</>],
    [t('aftersales.appliedAt'), <>{formatExact(row.appliedAt)}{a.appliedByName && ` · ${t('aftersales.openedBy', { name: a.appliedByName })}`}</>],
    [t('aftersales.reviewer'), a.reviewedAt && `${a.reviewerName ?? t('aftersales.by_system')} · ${formatExact(a.reviewedAt)}`],
    [t('aftersales.handler'), a.handlerName],
    [t('aftersales.rejectReason'), a.rejectReason],
    [t('aftersales.returnTo'), a.address && `${a.address.contact} ${a.address.phone} ${a.address.region}${a.address.street}`],
    [t('aftersales.parcel'), parcel(a.parcel)],
    [t('aftersales.inspection'), a.inspection && [t(a.inspection.faultFound ? 'aftersales.faultFound' : 'aftersales.faultNotFound'),
      (['model', 'quantity', 'label', 'packaging'] as const).map((tick) => `${t(`aftersales.tick_${tick}`)}${a.inspection?.[tick] ? '✓' : '✗'}`).join(' '), a.inspection.inspector, a.inspection.note].filter(Boolean).join(' · ')],
    [t('aftersales.agreed'), a.agreedAt && formatExact(a.agreedAt)],
    [t('aftersales.reply'), parcel(a.reply)],
    [t('aftersales.invoice'), row.invoice && `${t(`aftersales.invoice_${row.invoice}`)} · ${row.invoiceSettled ? (a.invoiceNumber ?? t('aftersales.noInvoice')) : t('aftersales.invoiceOpen')}`],
    [t('aftersales.policy'), a.policy && t('aftersales.policyLine', { days: a.policy.returnDays, months: a.policy.warrantyMonths })],
    [t('aftersales.stars'), a.stars && '★'.repeat(a.stars)],
  ];
  return (
    <>
      <div className={styles.head}>
        <StateTag state={row.state} /><Remaining due={row.due} dueAt={row.dueAt} />
        {row.repeat && <Tag color="warning">{t('aftersales.repeat')}</Tag>}
        {talk && <SendCardButton id={row.id} talk={talk} />}
        <RightButton size="small" right="tickets.handle" onClick={() => asked.set({ ticket: {
          ...(row.buyerId && { buyerId: row.buyerId }), buyerName: row.buyerName, origin: 'aftersale', subjectId: row.id, subject: row.number,
        } })}>{t('tickets.add')}</RightButton>
        {a.address && <Button size="small" icon={<PrinterOutlined />} href={`/aftersales/${row.id}/slip`} target="_blank">{t('aftersales.slip')}</Button>}
      </div>
      {a.warnings.length > 0 && <Alert type="warning" style={{ marginTop: 12 }} title={a.warnings.map((one) => wordOf('warning', one, t)).join(semicolon())} description={t('aftersales.warningHint')} />}
      <Actions application={a} />
      <dl className={styles.facts} style={{ marginTop: 16 }}>
        {facts.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '').map(([name, value]) => <FactLine key={name} name={name}>{value}</FactLine>)}
      </dl>
      {a.files.length > 0 && <div className={styles.pictures} style={{ marginTop: 12 }}>{a.files.map((file) => <a key={file.id} href={file.url} target="_blank" rel="noreferrer">{file.type.startsWith('image/') ? <img src={file.url} alt={file.name} /> : file.name}</a>)}</div>}
      <h3 className={styles.section}>{t('aftersales.money')}</h3>
      <Refunds application={a} />
      <h3 className={styles.section}>{t('aftersales.ledger')}</h3>
      <Timeline steps={a.steps} />
    </>
  );
}

function FactLine({ name, children }: { name: string; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

/** The buyer sees the state, the slip and what to do next in it. */
function SendCardButton({ id, talk }: { id: string; talk: Talk }) {
  const t = useT();
  const { message } = App.useApp();
  const [once, setOnce] = useState(newId);
  const send = async () => {
    try {
      await api.post(`/conversations/${talk.id}/aftersale-cards`, { clientId: once, applicationId: id });
      setOnce(newId());
      void message.success(t('aftersales.cardSent'));
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  return <RightButton size="small" right="im.chat" why={!talk.mine && t('aftersales.notServing')} onClick={() => void send()}>{t('aftersales.sendCard')}</RightButton>;
}
