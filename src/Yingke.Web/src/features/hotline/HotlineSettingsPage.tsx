import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { SpansEditor } from '@/shared/parts/SpansEditor';
import { can, useMe } from '@/shared/session';
import { spansProblem, type OpenSpan } from '@/shared/time/spans';
import { CdrImport } from './CdrImport';
import styles from './Hotline.module.css';
import { InboundCalls } from './InboundCalls';
import type { CallScript, HotlineAnswer } from './types';

const key = ['hotline-settings'];
const usual: OpenSpan = { from: '09:00', to: '18:00' };
const days = [0, 1, 2, 3, 4, 5, 6] as const;

/** 热线设置: hours, scripts, the exchange and its records. */
export default function HotlineSettingsPage() {
  const t = useT();
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<HotlineAnswer>('/hotline-settings') });
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={{ width: 160 }} paragraph={{ rows: 10 }} />;
  return (
    <div className={styles.plain}>
      <h2 className={styles.h2}>{t('hotline.settings')}</h2>
      <p className={styles.lead}>{t('hotline.settingsLead')}</p>
      <Sheet key={data.version} answer={data} />
      <InboundCalls />
      {can(me, 'history.move') && <CdrImport />}
    </div>
  );
}

function Sheet({ answer: { version, settings } }: { answer: HotlineAnswer }) {
  const t = useT();
  const [week, setWeek] = useState<OpenSpan[][]>(() => days.map((day) => settings.weekly.find((one) => one.day === day)?.open ?? []));
  const [scripts, setScripts] = useState<CallScript[]>(settings.scripts);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState('');
  const wrong = week.some((spans) => spansProblem(spans) !== null) || scripts.some(({ title, text }) => !title.trim() || !text.trim());
  const touch = <T,>(set: (value: T) => void) => (value: T) => {
    setSaved(false);
    set(value);
  };
  const changeDay = (day: number, spans: OpenSpan[]) => touch(setWeek)(week.map((one, i) => (i === day ? spans : one)));
  const changeScript = (at: number, change: Partial<CallScript>) => touch(setScripts)(scripts.map((one, i) => (i === at ? { ...one, ...change } : one)));
  const save = async () => {
    setBusy(true);
    setRefusal('');
    const weekly = week.map((open, day) => ({ day, open: [...open].sort((a, b) => a.from.localeCompare(b.from)) })).filter(({ open }) => open.length > 0);
    try {
      queries.setQueryData(key, await api.put<HotlineAnswer>('/hotline-settings', { version, settings: { weekly, scripts } }));
      void queries.invalidateQueries({ queryKey: ['call-scripts'] });
      setSaved(true);
    } catch (error) {
      setRefusal(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <>
      <h3 className={styles.part}>{t('hotline.hours')}</h3>
      <p className={styles.lead}>{t('hotline.hoursHint')}</p>
      {days.map((day) => {
        const name = t(`settings.day${day}`);
        return <SpansEditor key={day} label={name} name={name} spans={week[day] ?? []} usual={usual} onChange={(spans) => changeDay(day, spans)} />;
      })}
      <h3 className={styles.part}>{t('hotline.scripts')}</h3>
      <p className={styles.lead}>{t('hotline.scriptsLead')}</p>
      {scripts.map(({ title, text }, i) => (
        <div key={i} className={styles.scriptRow}>
          <Input value={title} maxLength={20} aria-label={t('hotline.scriptTitle')} placeholder={t('hotline.scriptTitle')} style={{ width: 136 }} status={title.trim() ? '' : 'error'} onChange={(event) => changeScript(i, { title: event.target.value })} />
          <Input.TextArea value={text} maxLength={500} aria-label={t('hotline.scriptText')} placeholder={t('hotline.scriptText')} autoSize={{ minRows: 1, maxRows: 5 }} status={text.trim() ? '' : 'error'} onChange={(event) => changeScript(i, { text: event.target.value })} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => touch(setScripts)(scripts.filter((_, at) => at !== i))} />
        </div>
      ))}
      <Button icon={<PlusOutlined />} disabled={scripts.length >= 50} onClick={() => touch(setScripts)([...scripts, { title: '', text: '' }])}>{t('hotline.addScript')}</Button>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 12 }} />}
      <div className={styles.foot}>
        <Button type="primary" loading={busy} disabled={wrong} onClick={() => void save()}>{t('common.save')}</Button>
        {saved && <span className={styles.result} role="status">{t('common.saved')}</span>}
      </div>
    </>
  );
}
