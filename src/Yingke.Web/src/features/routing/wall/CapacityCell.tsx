import { App, Button, InputNumber, Popover } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { AgentState } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { LoadBar } from '../LoadBar';
import styles from './AgentTable.module.css';
import { learnAgent } from './useWall';

/** How full a seat is; a click changes how many it takes. */
export function CapacityCell({ agent }: { agent: AgentState }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" arrow={false} placement="bottomLeft" destroyOnHidden
      content={<Editor agent={agent} onDone={() => setOpen(false)} />}>
      <button type="button" className={styles.capacity} title={t('wall.changeCapacity')} aria-label={`${agent.name}: ${t('wall.changeCapacity')}`}>
        <LoadBar open={agent.open} capacity={agent.capacity} />
      </button>
    </Popover>
  );
}

function Editor({ agent, onDone }: { agent: AgentState; onDone: () => void }) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const [capacity, setCapacity] = useState<number | null>(agent.capacity);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (capacity === null) return;
    setBusy(true);
    try {
      learnAgent(await api.put<AgentState>(`/agents/${agent.id}/capacity`, { capacity }));
      onDone();
    } catch (error) {
      void message.error(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <>
      <div className={styles.editor}>
        <span>{t('routing.capacity')}</span>
        <InputNumber size="small" autoFocus min={0} max={me.settings.capacityLimit} precision={0} value={capacity} onChange={setCapacity} onPressEnter={() => void save()} style={{ width: 72 }} aria-label={t('routing.capacity')} />
        <Button size="small" type="primary" loading={busy} disabled={capacity === null || capacity === agent.capacity} onClick={() => void save()}>{t('common.save')}</Button>
      </div>
      <p className={styles.hint}>{t('wall.capacityHint', { n: me.settings.capacityLimit })}</p>
    </>
  );
}
