import { CopyOutlined, SettingOutlined } from '@ant-design/icons';
import { App, Button, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { addDays, hoursOf } from './days';
import { rotaChanged, useRota } from './queries';
import { RotaTable } from './RotaTable';
import styles from './Shifts.module.css';
import { ShiftsDialog } from './ShiftsDialog';
import { useTabs } from './tabs';
import { WeekBar } from './WeekBar';

/** 排班表: who works when, and what the week lacks. Shifts are dragged onto a day, or put there with the keyboard. */
export default function RotaPage() {
  const t = useT();
  const { message } = App.useApp();
  const plans = can(useMe(), 'shifts.plan');
  const [day, setDay] = useState<string>();
  const [editing, setEditing] = useState(false);
  const { data: rota, error, refetch } = useRota(day);
  const copy = async () => {
    if (!rota) return;
    try {
      await api.post('/rota/copies', { from: addDays(rota.week, -7), to: rota.week });
      await rotaChanged();
      void message.success(t('shifts.copied'));
    } catch (failure) {
      void message.error(wordsOf(failure));
    }
  };
  const actions = plans && (
    <>
      <Popconfirm title={t('shifts.copyAsk')} okText={t('shifts.copy')} cancelText={t('common.cancel')} onConfirm={() => void copy()}>
        <Button icon={<CopyOutlined />} disabled={!rota}>{t('shifts.copyWeek')}</Button>
      </Popconfirm>
      <Button icon={<SettingOutlined />} onClick={() => setEditing(true)}>{t('shifts.shifts')}</Button>
    </>
  );
  return (
    <Screen title={t('shifts.title')} tabs={useTabs()} actions={actions}>
      <div className={styles.bar}>
        <WeekBar week={rota?.week} onChange={setDay} />
        {plans && rota && rota.shifts.length > 0 && (
          <div className={styles.palette} aria-label={t('shifts.dragHint')}>
            {rota.shifts.map((shift) => (
              <span key={shift.id} className={`${styles.chip} ${styles[shift.kind]}`} draggable title={t('shifts.dragHint')}
                onDragStart={(event) => event.dataTransfer.setData('text/plain', `shift:${shift.id}`)}>
                {shift.name}<small>{hoursOf(shift)}</small>
              </span>
            ))}
          </div>
        )}
      </div>
      {error && !rota && <Failure error={error} onRetry={() => void refetch()} />}
      {!rota && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      {rota?.shifts.length === 0 && <Nothing title={t('shifts.noShifts')} hint={t(plans ? 'shifts.noShiftsHint' : 'shifts.noShiftsAgents')} />}
      {rota && rota.shifts.length > 0 && <RotaTable rota={rota} plans={plans} />}
      {editing && <ShiftsDialog onClose={() => setEditing(false)} />}
    </Screen>
  );
}
