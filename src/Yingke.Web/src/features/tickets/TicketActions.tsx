import { App, Button, Input, Rate, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { CategoryPicker } from '@/shared/categories/CategoryPicker';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { FileTray } from './FileTray';
import { learnTicket, useTicketOptions } from './queries';
import styles from './Tickets.module.css';
import type { Ticket, TicketAct, TicketFile, WarehouseFault } from './types';

const faults = ['none', 'wrong', 'too_few', 'missing'] as const;
const routes: Partial<Record<TicketAct, string>> = { reply: 'replies', wait: 'waiting', resolve: 'resolution', reopen: 'reopening', close: 'closure' };

/** What can be done now: words first, then what they mean. */
export function TicketActions({ ticket }: { ticket: Ticket }) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const { data: options } = useTicketOptions();
  const [text, setText] = useState('');
  const [category, setCategory] = useState(ticket.categoryId);
  const [files, setFiles] = useState<TicketFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<WarehouseFault>();
  const [stars, setStars] = useState(0);
  const asksWarehouse = ticket.row.kind === 'warehouse' && ticket.possible.includes('close');
  const isRequester = ticket.steps.some((step) => step.kind === 'opened' && step.agent?.id === me.agent.id);
  const may = (act: TicketAct) => ticket.possible.includes(act);
  const send = async (path: string, body: object) => {
    setBusy(true);
    try {
      learnTicket(await api.post<Ticket>(`/tickets/${ticket.row.id}/${path}`, body));
      setText('');
      setFiles([]);
    } catch (error) {
      void message.error(wordsOf(error));
    }
    setBusy(false);
  };
  const words = text.trim();
  const act = (one: TicketAct, type?: 'primary') => may(one) && (
    <Button type={type} loading={busy} disabled={one === 'close' ? asksWarehouse && !fault : words === ''} title={one === 'close' ? asksWarehouse && !fault ? t('tickets.faultHint') : undefined : words === '' ? t('tickets.wordsFirst') : undefined}
      onClick={() => void send(routes[one] ?? '', one === 'reply' ? { text: words, fileIds: files.map(({ id }) => id) } : one === 'close' ? (asksWarehouse ? { fault, ...(stars > 0 && { stars }) } : {}) : { text: words, ...(one === 'resolve' && category && { categoryId: category }) })}>{t(`tickets.act_${one}`)}</Button>
  );
  const hand = (to: { agentId?: string | undefined; department?: string | undefined }) => void send('assignment', { ...to, ...(words && { note: words }) });
  const { row } = ticket;
  return (
    <div className={styles.list}>
      {(may('reply') || may('reopen')) && <Input.TextArea value={text} onChange={(event) => setText(event.target.value)} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4000}
        placeholder={t(may('reply') ? 'tickets.wordsHint' : 'tickets.reopenHint')} aria-label={t('tickets.words')} />}
      {may('reply') && <FileTray files={files} onChange={setFiles} />}
      {may('resolve') && <CategoryPicker value={category} onChange={setCategory} />}
      {asksWarehouse && (
        <div className={styles.actions}>
          <Select<WarehouseFault> placeholder={t('tickets.fault')} aria-label={t('tickets.fault')} style={{ width: 176 }} value={fault} onChange={setFault} options={faults.map((value) => ({ value, label: t(`tickets.fault_${value}`) }))} />
          {isRequester && <><span>{t('tickets.stars')}</span><Rate value={stars} onChange={setStars} aria-label={t('tickets.starsHint')} /></>}
        </div>
      )}
      <div className={styles.actions}>{act('reply', 'primary')}{act('wait')}{act('resolve')}{act('close', 'primary')}{act('reopen')}</div>
      {may('assign') && options && (
        <div className={styles.actions}>
          {row.assignee?.id !== me.agent.id && <Button disabled={busy} onClick={() => hand({ agentId: me.agent.id, department: row.department })}>{t('tickets.take')}</Button>}
          <Select placeholder={t('tickets.handToPerson')} aria-label={t('tickets.handToPerson')} style={{ width: 176 }} value={null} disabled={busy} showSearch={{ optionFilterProp: 'label' }}
            onChange={(agentId: string | null) => agentId && hand({ agentId, department: row.department })} options={options.agents.filter(({ id }) => id !== row.assignee?.id).map(({ id, name }) => ({ value: id, label: name }))} />
          <Select placeholder={t('tickets.handToDepartment')} aria-label={t('tickets.handToDepartment')} style={{ width: 176 }} value={null} disabled={busy}
            onChange={(department: string | null) => department && hand({ department })} options={options.departments.map(({ name }) => ({ value: name, label: name }))} />
        </div>
      )}
    </div>
  );
}
