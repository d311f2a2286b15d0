import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Popover, Select } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { clockOf, hoursOf } from './days';
import styles from './Shifts.module.css';
import type { Entry, Rota, RotaAgent, Shift } from './types';

interface Props {
  rota: Rota; day: string; agent: RotaAgent; plans: boolean;
  onAdd: (shiftId: string) => void; onMove: (id: string, days: number) => void; onRemove: (id: string) => void; onLunch: (entry: Entry, lunch: number | null) => void;
}

/** A person's day. Everything that is dragged can be done with the keys: Alt+← and → move, Delete takes off, Enter opens. */
export function RotaCell({ rota, day, agent, plans, onAdd, onMove, onRemove, onLunch }: Props) {
  const t = useT();
  const entries = rota.entries.filter((one) => one.day === day && one.agentId === agent.id);
  const leave = rota.leaves.some((one) => one.agentId === agent.id && one.from <= day && day <= one.to);
  return (
    <div className={styles.cell}>
      {leave && <span className={styles.leave}>{t('shifts.onLeave')}</span>}
      {entries.map((entry) => {
        const shift = rota.shifts.find(({ id }) => id === entry.shiftId);
        return shift && <Placed key={entry.id} entry={entry} shift={shift} plans={plans} onMove={(days) => onMove(entry.id, days)} onRemove={() => onRemove(entry.id)} onLunch={(lunch) => onLunch(entry, lunch)} />;
      })}
      {plans && !leave && (
        <Dropdown trigger={['click']} menu={{ items: rota.shifts.map((shift) => ({ key: shift.id, label: `${shift.name} ${hoursOf(shift)}`, onClick: () => onAdd(shift.id) })) }}>
          <Button type="text" size="small" className={styles.plus} icon={<PlusOutlined />} aria-label={t('shifts.add', { name: agent.name, day })} />
        </Dropdown>
      )}
    </div>
  );
}

function Placed({ entry, shift, plans, onMove, onRemove, onLunch }: { entry: Entry; shift: Shift; plans: boolean; onMove: (days: number) => void; onRemove: () => void; onLunch: (lunch: number | null) => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const face = <>{shift.name}<small>{hoursOf(shift)}{entry.lunch !== undefined && ` · ${t('shifts.lunchAt', { at: clockOf(entry.lunch) })}`}</small></>;
  if (!plans) return <span className={`${styles.chip} ${styles[shift.kind]}`}>{face}</span>;
  const keys = (event: React.KeyboardEvent) => {
    const days = event.altKey ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : undefined;
    if (days) onMove(days);
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} title={`${shift.name} ${hoursOf(shift)}`} content={(
      <div className={styles.edit}>
        {shift.kind === 'work' && (
          <label>{t('shifts.lunch')}
            <Select size="small" allowClear value={entry.lunch} placeholder={t('shifts.noLunch')} style={{ width: 120 }} onChange={(lunch: number | undefined) => onLunch(lunch ?? null)}
              options={Array.from({ length: 24 }, (_, n) => 10 * 60 + 30 + n * 15).map((minute) => ({ value: minute, label: clockOf(minute) }))} />
          </label>
        )}
        <div className={styles.editKeys}>{t('shifts.keys')}</div>
        <Button size="small" danger onClick={() => { setOpen(false); onRemove(); }}>{t('shifts.takeOff')}</Button>
      </div>
    )}>
      <button type="button" className={`${styles.chip} ${styles[shift.kind]}`} draggable onKeyDown={keys} onDragStart={(event) => event.dataTransfer.setData('text/plain', `entry:${entry.id}`)}>{face}</button>
    </Popover>
  );
}
