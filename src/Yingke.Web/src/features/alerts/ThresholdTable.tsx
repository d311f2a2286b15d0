import { App, InputNumber, Select, Switch, Table } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Alerts.module.css';
import { choicesMoved } from './queries';
import { untouched, type Measure } from './types';
import { wayColumns } from './ways';

const quietTimes = [0, 1, 5, 10, 30, 60, 240];

/** Figures of the moment: a switch, a limit and the ways of each. Whatever is changed is saved at once. */
export function ThresholdTable({ measures, sendsOut }: { measures: Measure[]; sendsOut: boolean }) {
  const t = useT();
  const { message } = App.useApp();
  const nameOf = ({ measure }: Measure) => t(`alerts.measure_${measure}`);
  const mineOf = (row: Measure) => row.mine ?? { ...untouched, limit: row.usual, isOn: false };
  const save = (row: Measure, change: Partial<ReturnType<typeof mineOf>>) => {
    const { enabled, limit, quietMinutes, page, push, webhook } = { ...mineOf(row), ...change };
    api.put('/alerts/thresholds', { measure: row.measure, enabled, limit, quietMinutes, page, push, webhook }).then(choicesMoved, (error: unknown) => void message.error(wordsOf(error)));
  };
  const quiet = (minutes: number) => (minutes === 0 ? t('alerts.noQuiet') : t('common.minutes', { n: minutes }));
  return (
    <Table<Measure> size="small" pagination={false} rowKey="measure" dataSource={measures} columns={[
      { key: 'on', width: 56, render: (_, row) => <Switch size="small" checked={mineOf(row).enabled} aria-label={nameOf(row)} onChange={(enabled) => save(row, { enabled })} /> },
      { key: 'name', title: t('alerts.what'), render: (_, row) => nameOf(row) },
      {
        key: 'now', title: t('alerts.now'), width: 104, align: 'right',
        render: (_, row) => <span className={mineOf(row).isOn && mineOf(row).enabled ? styles.beyond : styles.value}>{row.value === undefined ? '—' : t(`alerts.unit_${row.unit}`, { n: row.value })}</span>,
      },
      {
        key: 'limit', title: t('alerts.limit'), width: 184,
        render: (_, row) => (
          <span className={styles.limit}>
            {t(row.below ? 'alerts.below' : 'alerts.from')}
            <InputNumber key={mineOf(row).limit} size="small" min={1} max={row.most} precision={0} defaultValue={mineOf(row).limit} disabled={!mineOf(row).enabled} style={{ width: 76 }} aria-label={`${nameOf(row)} ${t('alerts.limit')}`}
              onBlur={({ target }) => {
                const limit = Number(target.value);
                if (target.value !== '' && limit >= 1 && limit <= row.most && limit !== mineOf(row).limit) save(row, { limit });
              }} onPressEnter={({ currentTarget }) => currentTarget.blur()} />
            {row.unit !== 'count' && t(`alerts.sign_${row.unit}`)}
          </span>
        ),
      },
      {
        key: 'quiet', title: t('alerts.quiet'), width: 128,
        render: (_, row) => <Select size="small" style={{ width: 108 }} disabled={!mineOf(row).enabled} value={mineOf(row).quietMinutes} aria-label={`${nameOf(row)} ${t('alerts.quiet')}`}
          options={[...new Set([...quietTimes, mineOf(row).quietMinutes])].sort((a, b) => a - b).map((minutes) => ({ value: minutes, label: quiet(minutes) }))} onChange={(quietMinutes) => save(row, { quietMinutes })} />,
      },
      ...wayColumns<Measure>(t, sendsOut, (row) => (mineOf(row).enabled ? mineOf(row) : null), save, nameOf),
    ]} />
  );
}
