import { WarningOutlined } from '@ant-design/icons';
import { App, Button, Popover } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { addDays, shortDay } from './days';
import { wordsOfDay } from './problems';
import { rotaChanged } from './queries';
import { RotaCell } from './RotaCell';
import styles from './Shifts.module.css';
import type { Rota } from './types';

/** A row for each person, a column for each day; the day's head says what it lacks. */
export function RotaTable({ rota, plans }: { rota: Rota; plans: boolean }) {
  const t = useT();
  const { message } = App.useApp();
  const me = useMe().agent.id;
  const [over, setOver] = useState('');
  const days = Array.from({ length: 7 }, (_, n) => addDays(rota.week, n));
  const act = async (work: Promise<unknown>) => {
    try {
      await work;
      await rotaChanged();
    } catch (failure) {
      void message.error(wordsOf(failure));
    }
  };
  const put = (day: string, agentId: string, shiftId: string) => act(api.post('/rota/entries', { day, agentId, shiftId }));
  const move = (id: string, day: string, agentId: string) => {
    const entry = rota.entries.find((one) => one.id === id);
    if (entry && (entry.day !== day || entry.agentId !== agentId)) void act(api.put(`/rota/entries/${id}`, { day, agentId, shiftId: entry.shiftId, lunch: entry.lunch }));
  };
  const drop = (what: string, day: string, agentId: string) => {
    const [kind, id] = what.split(':');
    setOver('');
    if (kind === 'shift' && id) void put(day, agentId, id);
    if (kind === 'entry' && id) move(id, day, agentId);
  };
  const people = [...rota.agents].sort((a, b) => Number(b.id === me) - Number(a.id === me));
  return (
    <div className={styles.scroller}>
      <table className={styles.rota}>
        <thead>
          <tr>
            <th scope="col">{t('shifts.person')}</th>
            {days.map((day, n) => <DayHead key={day} day={day} n={n} rota={rota} plans={plans} onLunches={() => void act(api.post('/rota/lunches', { day }))} />)}
          </tr>
        </thead>
        <tbody>
          {people.map((agent) => (
            <tr key={agent.id} className={agent.id === me ? styles.mine : undefined}>
              <th scope="row">
                <span className={styles.who} title={agent.name}>{agent.name}</span>
                <small>{agent.groups.map((group) => t(`shifts.group_${group}`)).join(' ') || t('shifts.noGroup')}</small>
              </th>
              {days.map((day) => {
                const key = agent.id + day;
                return (
                  <td key={day} className={`${day === rota.today ? styles.today : ''} ${over === key ? styles.over : ''}`}
                    onDragOver={plans ? (event) => { event.preventDefault(); setOver(key); } : undefined} onDragLeave={() => setOver('')}
                    onDrop={plans ? (event) => { event.preventDefault(); drop(event.dataTransfer.getData('text/plain'), day, agent.id); } : undefined}>
                    <RotaCell rota={rota} day={day} agent={agent} plans={plans} onAdd={(shiftId) => void put(day, agent.id, shiftId)} onMove={(id, by) => move(id, addDays(day, by), agent.id)}
                      onRemove={(id) => void act(api.delete(`/rota/entries/${id}`))} onLunch={(entry, lunch) => void act(api.put(`/rota/entries/${entry.id}`, { day, agentId: agent.id, shiftId: entry.shiftId, ...(lunch === null ? {} : { lunch }) }))} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayHead({ day, n, rota, plans, onLunches }: { day: string; n: number; rota: Rota; plans: boolean; onLunches: () => void }) {
  const t = useT();
  const words = wordsOfDay(day, rota, t);
  return (
    <th scope="col" className={day === rota.today ? styles.today : undefined}>
      <span>{t(`shifts.weekday_${n as 0}`)} {shortDay(day)}</span>
      <span className={styles.dayActions}>
        {words.length === 0 ? <small className={styles.fine}>{t('shifts.fine')}</small> : (
          <Popover trigger="click" title={t('shifts.problems')} content={<ul className={styles.problems}>{words.map((word) => <li key={word}>{word}</li>)}</ul>}>
            <Button type="link" size="small" danger icon={<WarningOutlined />} title={words.join('\n')}>{t('shifts.problemCount', { n: words.length })}</Button>
          </Popover>
        )}
        {plans && <Button type="link" size="small" title={t('shifts.lunchesHint')} onClick={onLunches}>{t('shifts.lunches')}</Button>}
      </span>
    </th>
  );
}
