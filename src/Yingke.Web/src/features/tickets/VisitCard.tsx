import { App, Button, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { instantOf, toPick } from '@/shared/time/calendar';
import { serverNow } from '@/shared/time/clock';
import { formatExact } from '@/shared/time/format';
import { learnTicket } from './queries';
import styles from './Tickets.module.css';
import type { Ticket, Visit } from './types';

interface Fields { technician?: string; tools?: string; promisedAt?: Dayjs | null; cause?: string; parts?: string }

/** 上门服务: who goes with what and when, that he came, what it was, and that the buyer is content. */
export function VisitCard({ ticket, visit }: { ticket: Ticket; visit: Visit }) {
  const t = useT();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const running = ticket.possible.includes('reply');
  const save = async (change: Partial<Visit>) => {
    try {
      learnTicket(await api.patch<Ticket>(`/tickets/${ticket.row.id}`, { version: ticket.version, visit: change }));
      void message.success(t('common.saved'));
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  const now = () => new Date(serverNow()).toISOString();
  return (
    <>
      <h3 className={styles.section}>{t('tickets.visit')}</h3>
      <Form<Fields> form={form} layout="vertical" disabled={!running} className={styles.two} initialValues={{ ...visit, promisedAt: visit.promisedAt ? toPick(visit.promisedAt) : null }}
        onFinish={({ promisedAt, ...rest }) => void save({ ...rest, ...(promisedAt && { promisedAt: instantOf(promisedAt) }) })}>
        <Form.Item name="technician" label={t('tickets.technician')}><Input maxLength={60} /></Form.Item>
        <Form.Item name="promisedAt" label={t('tickets.promisedAt')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="tools" label={t('tickets.tools')}><Input maxLength={300} /></Form.Item>
        <Form.Item name="parts" label={t('tickets.parts')}><Input maxLength={300} /></Form.Item>
        <Form.Item name="cause" label={t('tickets.cause')} className={styles.wide}><Input maxLength={500} /></Form.Item>
      </Form>
      <div className={styles.actions}>
        {running && <Button onClick={() => form.submit()}>{t('tickets.saveVisit')}</Button>}
        {running && !visit.arrivedAt && <Button onClick={() => void save({ arrivedAt: now() })}>{t('tickets.arrivedNow')}</Button>}
        {visit.arrivedAt && <span className={styles.quiet}>{t('tickets.arrivedAt', { at: formatExact(visit.arrivedAt).slice(0, 16) })}</span>}
        {running && visit.arrivedAt && !visit.confirmedAt && <Button onClick={() => void save({ confirmedAt: now() })}>{t('tickets.confirmNow')}</Button>}
        {visit.confirmedAt && <span className={styles.quiet}>{t('tickets.confirmedAt', { at: formatExact(visit.confirmedAt).slice(0, 16) })}</span>}
      </div>
    </>
  );
}
