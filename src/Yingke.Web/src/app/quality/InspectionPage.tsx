import { App, Button, Input, Skeleton } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Transcript } from '@/features/conversations/records/Transcript';
import { AppealBox } from '@/features/quality/AppealBox';
import { CallFacts } from '@/features/quality/CallFacts';
import { DecisionBox } from '@/features/quality/DecisionBox';
import { FindingList } from '@/features/quality/FindingList';
import { MarkSheet } from '@/features/quality/MarkSheet';
import styles from '@/features/quality/Quality.module.css';
import { learnInspection, useInspection } from '@/features/quality/queries';
import { Revisions } from '@/features/quality/Revisions';
import { decided, scoreOf, withEvidence } from '@/features/quality/score';
import type { Inspection } from '@/features/quality/types';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { can, useMe } from '@/shared/session';
import { usePointing } from './usePointing';

/** One inspection: the talk as it was with the machine's findings in it, and the sheet beside it. */
export default function InspectionPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useInspection(id);
  if (error && !data) return <div className={styles.alone}><Failure error={error} onRetry={() => void refetch()} /></div>;
  if (!data) return <div className={styles.alone}><Skeleton active paragraph={{ rows: 12 }} /></div>;
  return <Desk key={`${id}/${data.row.state}`} inspection={data} />;
}

function Desk({ inspection }: { inspection: Inspection }) {
  const t = useT();
  const me = useMe();
  const go = useNavigate();
  const { message } = App.useApp();
  const { row, sheet, findings, revisions, mayScore, mayAppeal, mayDecide } = inspection;
  const [marks, setMarks] = useState(inspection.marks);
  const [dirty, setDirty] = useState(false);
  const [active, setActive] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const [here, setHere] = useState<number>();
  const [changing, setChanging] = useState(false);
  const [busy, setBusy] = useState<'draft' | 'submission' | null>(null);
  const edits = mayScore || changing;
  const score = scoreOf(sheet.sheet, marks, findings);
  const change = useCallback((next: typeof marks) => {
    setMarks(next);
    setDirty(true);
  }, []);
  const show = useCallback((seq: number) => {
    setHere(seq);
    document.querySelector(`[data-seq="${seq}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, []);
  const pick = useCallback((seq: number) => {
    setHere(seq);
    if (active) {
      setMarks((now) => withEvidence(now, active, seq));
      setDirty(true);
    }
  }, [active]);
  const pointing = usePointing(findings, marks, active, here, edits ? pick : undefined);
  const step = (to: number) => {
    const finding = findings[to];
    if (!finding) return;
    setAt(to);
    show(finding.seq);
  };
  const decide = (place: number, as: 'accepted' | 'rejected') => {
    change(decided(marks, place, as));
    step(Math.min(place + 1, findings.length - 1));
  };
  const send = async (what: 'draft' | 'submission') => {
    setBusy(what);
    try {
      const body = { version: inspection.version, marks };
      const answer = what === 'draft' ? await api.put<Inspection>(`/inspections/${row.id}/draft`, body) : await api.post<Inspection>(`/inspections/${row.id}/submission`, body);
      learnInspection(answer);
      setDirty(false);
      void message.success(t(what === 'draft' ? 'quality.draftSaved' : 'quality.submitted'));
    } catch (error) {
      void message.error(wordsOf(error));
    }
    setBusy(null);
  };
  useFindingKeys(edits, {
    next: () => step(Math.min(at + 1, findings.length - 1)), previous: () => step(Math.max(at - 1, 0)), accept: () => findings[at] && decide(at, 'accepted'), reject: () => findings[at] && decide(at, 'rejected'),
    attach: () => here !== undefined && pick(here),
  });
  const open = findings.length - marks.accepted.length - marks.rejected.length;
  return (
    <div className={styles.desk}>
      <header className={styles.deskHead}>
        <Button type="text" size="small" onClick={() => void go(-1)}>← {t('quality.back')}</Button>
        <h1 className={styles.deskTitle} title={row.title}>{t(row.callId ? 'quality.call' : 'quality.talk')} · {row.title}</h1>
        <span>{t('quality.agent')} {row.agent.name}</span>
        <span className={styles.small}>{row.reasons.map((reason) => t(`quality.reason_${reason}`)).join(comma())}</span>
        <span className={styles.small}>{sheet.sheet.name} {t('quality.version', { n: sheet.version })}</span>
        <span className={styles.stateTag}>{t(`quality.state_${row.state}`)}{row.inspector && ` · ${row.inspector.name}`}</span>
      </header>
      <div className={styles.deskBody}>
        <div className={styles.log} data-scroll tabIndex={0}>
          {row.conversationId ? <Transcript id={row.conversationId} pointing={pointing} /> : inspection.call && <CallFacts call={inspection.call} />}
        </div>
        <aside className={styles.panel} aria-label={t('quality.sheet')}>
          <div className={styles.scroll}>
            {findings.length > 0 && (
              <section className={styles.section}>
                <h3 className={styles.h4}>{t('quality.findings')}<span className={styles.small}>{open > 0 && edits ? t('quality.open', { n: open }) : ''}</span></h3>
                {edits && <p className={styles.keys}>{t('quality.keys')}</p>}
                <FindingList sheet={sheet.sheet} findings={findings} marks={marks} at={edits ? at : -1} onAt={step} {...(edits && { onDecide: decide })} />
              </section>
            )}
            {edits && row.conversationId && <p className={styles.keys}>{t('quality.attachHint')}</p>}
            <MarkSheet sheet={sheet.sheet} findings={findings} marks={marks} score={score} active={active} onActive={setActive} onShow={show} {...(edits && { onChange: change })} />
            {edits
              ? <Input.TextArea className={styles.comment} value={marks.comment ?? ''} maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('quality.comment')} aria-label={t('quality.comment')} onChange={({ target }) => change({ ...marks, comment: target.value })} />
              : marks.comment && <p className={styles.note}>{marks.comment}</p>}
            {revisions.length > 0 && <section className={styles.section}><h3 className={styles.h4}>{t('quality.history')}</h3><Revisions revisions={revisions} /></section>}
            {mayAppeal && <section className={styles.section}><h3 className={styles.h4}>{t('quality.appealTitle')}</h3><AppealBox inspection={inspection} /></section>}
            {mayDecide && <section className={styles.section}><h3 className={styles.h4}>{t('quality.decision')}</h3><DecisionBox inspection={inspection} changing={changing} marks={marks} onChanging={(next) => {
              setChanging(next);
              if (!next) setMarks(inspection.marks);
            }} /></section>}
          </div>
          <footer className={styles.total}>
            <span className={styles.totalScore} role="status" aria-label={t('quality.total')}>{score.total}<span className={styles.small}> / {score.full}</span></span>
            {score.grade && <span className={styles.grade}>{score.grade}</span>}
            <span className={styles.space} />
            {mayScore && <>
              <Button loading={busy === 'draft'} disabled={!dirty || busy !== null} onClick={() => void send('draft')}>{t('quality.saveDraft')}</Button>
              <Button type="primary" loading={busy === 'submission'} disabled={busy !== null} onClick={() => void send('submission')}>{t('quality.submit')}</Button>
            </>}
            {row.state !== 'waiting' && can(me, 'quality.inspect') && <Link to="/quality">{t('quality.toWork')}</Link>}
          </footer>
        </aside>
      </div>
    </div>
  );
}

interface FindingKeys { next: () => void; previous: () => void; accept: () => void; reject: () => void; attach: () => void }

const byKey: Record<string, keyof FindingKeys> = { j: 'next', k: 'previous', a: 'accept', r: 'reject', e: 'attach' };

/** J and K go through the findings, A accepts, R rejects, E attaches the message that one stands on; fields keep their letters. */
function useFindingKeys(enabled: boolean, keys: FindingKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      const field = event.target instanceof HTMLElement && ((event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') || event.target instanceof HTMLTextAreaElement || event.target.isContentEditable);
      const action = byKey[event.key.toLowerCase()];
      if (!action || field || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [enabled]);
}
