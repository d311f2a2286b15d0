import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Skeleton, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { on } from '@/shared/hub/desk';
import { comma, language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { useTeamTabs } from '@/shared/team';
import { serverNow } from '@/shared/time/clock';
import { formatDuration, formatTime } from '@/shared/time/format';
import styles from './Duties.module.css';
import { PeopleEditor } from './PeopleEditor';
import type { Deadline, Duties, Duty } from './types';

const key = ['duties'];
const day = 86_400;

/** 分工: every duty, whom it is on, how it is done and until when. */
export default function DutiesPage() {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Duties>('/duties'), refetchInterval: 15_000 });
  useEffect(() => on('alert', ({ kind }) => { if (kind === 'duty_uncovered') void queries.invalidateQueries({ queryKey: key }); }), []);
  const gaps = data?.duties.filter((one) => !one.covered) ?? [];
  const edits = can(useMe(), 'agents.manage');
  return (
    <Screen title={t('staffTalk.team')} tabs={useTeamTabs()}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <>
          {gaps.length > 0
            ? <Alert className={styles.summary} type={data.begun ? 'error' : 'info'} showIcon role="status" title={data.begun ? t('duties.uncovered', { n: gaps.length, names: gaps.map((one) => t(`duties.duty_${one.duty}`)).join(comma()) }) : t(edits ? 'duties.begin' : 'duties.beginAgents')} />
            : <Alert className={styles.summary} type="success" showIcon title={t('duties.allCovered')} />}
          <div className={styles.list}>{data.duties.map((one) => <DutyCard key={one.duty} duty={one} data={data} edits={edits} />)}</div>
        </>
      )}
    </Screen>
  );
}

function DutyCard({ duty, data, edits }: { duty: Duty; data: Duties; edits: boolean }) {
  const t = useT();
  const lang = useStore(language);
  const [choosing, setChoosing] = useState(false);
  const changed = (answer: Duties) => {
    queries.setQueryData(key, answer);
    setChoosing(false);
  };
  return (
    <article className={duty.covered ? styles.card : styles.gap} aria-label={t(`duties.duty_${duty.duty}`)}>
      <div>
        <h2 className={styles.name}>{t(`duties.duty_${duty.duty}`)} {!duty.covered && <Tag color={data.begun ? 'error' : 'default'}>{t('duties.nobody')}</Tag>}</h2>
        <p className={styles.second}>{t(`duties.stage_${duty.duty}`)}{duty.uncoveredSince && ` · ${t('duties.since', { at: formatTime(duty.uncoveredSince, serverNow(), lang) })}`}</p>
        {choosing ? <PeopleEditor duty={duty} candidates={data.candidates} onDone={changed} onCancel={() => setChoosing(false)} /> : (
          <div className={styles.people}>
            {duty.people.map(({ agentId, name, why }) => <Tag key={agentId} color={why ? 'warning' : undefined}>{name}{why && `（${t(`duties.why_${why}`)}）`}</Tag>)}
            {edits && <Button size="small" type={duty.covered ? 'default' : 'primary'} onClick={() => setChoosing(true)}>{t(duty.people.length === 0 ? 'duties.choose' : 'duties.change')}</Button>}
          </div>
        )}
      </div>
      <Procedure duty={duty} edits={edits} onSaved={changed} />
      <dl className={styles.deadlines}>
        <dt>{t('duties.deadlines')}</dt>
        {duty.deadlines.map((one, n) => <dd key={n}><span>{nameOf(one, t)}</span><b>{one.kind === 'night_reply' ? clock(one.seconds) : spanOf(one.seconds, t)}</b></dd>)}
      </dl>
    </article>
  );
}

function Procedure({ duty, edits, onSaved }: { duty: Duty; edits: boolean; onSaved: (answer: Duties) => void }) {
  const t = useT();
  const [text, setText] = useState<string | null>(null);
  const [refusal, setRefusal] = useState('');
  const save = async () => {
    try {
      onSaved(await api.put<Duties>(`/duties/${duty.duty}/procedure`, { text, version: duty.version }));
      setText(null);
      setRefusal('');
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
  };
  return (
    <div>
      <h3 className={styles.head}>{t('duties.procedure')}
        <small>{duty.standard ? t('duties.standard') : t('duties.changedBy', { name: duty.changedBy ?? '' })}</small>
        {edits && text === null && <Button size="small" type="link" onClick={() => setText(duty.procedure)}>{t('common.edit')}</Button>}
      </h3>
      {text === null ? <div className={styles.procedure}>{duty.procedure}</div> : (
        <>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={4000} value={text} aria-label={t('duties.procedure')} onChange={(event) => setText(event.target.value)} />
          {refusal && <Alert type="error" role="alert" title={refusal} />}
          <div className={styles.foot}>
            <Button size="small" type="primary" disabled={text.trim() === ''} onClick={() => void save()}>{t('common.save')}</Button>
            <Button size="small" onClick={() => setText(null)}>{t('common.cancel')}</Button>
          </div>
        </>
      )}
    </div>
  );
}

const nameOf = ({ kind, name }: Deadline, t: ReturnType<typeof useT>) => (name ? `${name} · ${t(`duties.deadline_${kind}`)}` : t(`duties.deadline_${kind}`));
/** 36 hours are not a day. */
const spanOf = (seconds: number, t: ReturnType<typeof useT>) => (seconds > day && seconds % day !== 0 ? t('common.hours', { n: Math.round(seconds / 3600) }) : formatDuration(seconds, t));
const clock = (seconds: number) => `${String(Math.floor(seconds / 3600)).padStart(2, '0')}:${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}`;
