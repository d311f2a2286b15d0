import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './OffDuty.module.css';
import type { HandoverAnswer, OwnWork, OwnWorkAnswer } from './types';

interface Props { how: 'offline' | 'signOut'; onStay: () => void; onLeave: () => void }

const queue = 'queue';
const keyOf = (one: { kind: string; id: string }) => `${one.kind}:${one.id}`;

/** 下班交接: what is still open of whoever goes, to be finished or handed over; with nothing open they just go. */
export function OffDutyDialog({ how, onStay, onLeave }: Props) {
  const t = useT();
  const lang = useStore(language);
  const { data, error, refetch } = useQuery({
    queryKey: ['off-duty'], gcTime: 0, staleTime: 0,
    queryFn: async ({ signal }) => {
      const found = await api.get<OwnWorkAnswer>('/off-duty');
      // Whoever stays after all has closed this meanwhile.
      if (found.items.length === 0 && !signal.aborted) onLeave();
      return found;
    },
  });
  const [to, setTo] = useState(queue);
  const [spared, setSpared] = useState<ReadonlySet<string>>(new Set());
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  if (data?.items.length === 0 || (!data && !error)) return null;
  const items = data?.items ?? [];
  const takes = data?.colleagues.find((one) => one.id === to)?.takes;
  const may = (one: OwnWork) => (to === queue ? one.toQueue : (takes?.includes(one.kind) ?? false));
  const chosen = items.filter((one) => may(one) && !spared.has(keyOf(one)));
  const hand = async (some: OwnWork[], thenLeave: boolean) => {
    setBusy(true);
    setRefusal('');
    try {
      const { items: done } = await api.post<HandoverAnswer>('/off-duty/handovers', { ...(to !== queue && { toAgentId: to }), items: some.map(({ kind, id }) => ({ kind, id })) });
      const left = done.filter((one) => one.code);
      setReasons(new Map(left.map((one) => [keyOf(one), wordsOf(new Problem(409, one.code ?? ''))])));
      if (left.length > 0) setRefusal(t('shifts.off_left', { n: left.length }));
      else if (thenLeave) return onLeave();
      await refetch();
    } catch (problem) {
      setRefusal(wordsOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('shifts.off_title', { n: items.length })} onCancel={onStay} width={760} footer={[
      <Button key="stay" onClick={onStay}>{t('shifts.off_stay')}</Button>,
      <Button key="leave" onClick={onLeave}>{t(`shifts.off_${how}`)}</Button>,
      <Button key="hand" type="primary" loading={busy} disabled={chosen.length === 0} onClick={() => void hand(chosen, true)}>{t(`shifts.off_hand_${how}`, { n: chosen.length })}</Button>,
    ]}>
      {(refusal || error) && <Alert type="error" title={refusal || wordsOf(error)} role="alert" style={{ marginBottom: 12 }} />}
      <p className={styles.lead}>{t('shifts.off_lead')}</p>
      <label className={styles.to}>{t('shifts.off_to')}
        <Select showSearch value={to} onChange={setTo} style={{ width: 280 }} optionFilterProp="label"
          options={[{ value: queue, label: t('shifts.off_queue') }, ...(data?.colleagues ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${t(`routing.${one.presence}`)}` }))]} />
      </label>
      <ul className={styles.items}>
        {items.map((one) => (
          <li key={keyOf(one)}>
            <Checkbox aria-label={`${t(`shifts.off_kind_${one.kind}`)} ${one.number ?? ''} ${one.buyer ?? ''}`} disabled={!may(one)} checked={may(one) && !spared.has(keyOf(one))} onChange={({ target }) => setSpared((before) => {
              const next = new Set(before);
              if (target.checked) next.delete(keyOf(one)); else next.add(keyOf(one));
              return next;
            })} />
            <span className={styles.kind}>{t(`shifts.off_kind_${one.kind}`)}</span>
            <span className={styles.what} title={one.text}>{[one.number, one.buyer, one.text].filter(Boolean).join(' · ')}</span>
            <span className={reasons.has(keyOf(one)) || one.waiting ? styles.bad : styles.small}>
              {reasons.get(keyOf(one)) ?? (may(one) ? one.waiting ? t('shifts.off_waiting') : one.dueAt ? t('shifts.off_dueAt', { at: formatTime(one.dueAt, serverNow(), lang) }) : '' : t(to === queue ? 'shifts.off_needs_person' : 'shifts.off_cannot_take'))}
            </span>
            <Link to={placeOf(one)} onClick={onStay}>{t('shifts.off_open')}</Link>
            <Button size="small" disabled={busy || !may(one)} onClick={() => void hand([one], false)}>{t('shifts.off_one')}</Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function placeOf(one: OwnWork): string {
  if (one.kind === 'conversation') return `/conversations/${one.id}`;
  if (one.kind === 'ticket') return `/tickets?view=mine&id=${one.id}`;
  return one.kind === 'callback' ? '/callbacks' : `/aftersales?id=${one.id}`;
}
