import { Alert, Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import styles from './Complaints.module.css';
import { fenOf, gradeOf, type ComplaintDetail } from './types';

/** The two facts, and what the officer makes of them. */
export function Decision({ detail }: { detail: ComplaintDetail }) {
  const t = useT();
  const { row, amounts } = detail;
  const [saysOutside, setSays] = useState(detail.saysOutside);
  const [contacted, setContacted] = useState(detail.contacted);
  const [bearer, setBearer] = useState<'agent' | 'company'>(detail.bearer ?? (row.agent ? 'agent' : 'company'));
  const [bearerId, setBearerId] = useState(detail.bearerId ?? row.agent?.id);
  const [fen, setFen] = useState<number | null>(row.state === 'upheld' ? row.fen : null);
  const [reason, setReason] = useState(detail.reason ?? '');
  const [answer, setAnswer] = useState(detail.answer ?? '');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const grade = gradeOf(saysOutside, contacted);
  const usual = fenOf(grade, amounts);
  const act = async (path: string, body: object) => {
    setBusy(true);
    setRefusal('');
    try {
      queries.setQueryData(['complaints', 'one', row.id], await api.put<ComplaintDetail>(`/complaints/${row.id}/${path}`, { version: detail.version, saysOutside, contacted, ...body }));
      void queries.invalidateQueries({ queryKey: ['complaints', 'list'] });
    } catch (problem) {
      setRefusal(wordsOf(problem));
      setBusy(false);
    }
  };
  const decide = (upheld: boolean) => act('decision', { upheld, reason, answer, ...(upheld && { bearer, bearerId: bearer === 'agent' ? bearerId : undefined, fen: fen ?? usual }) });
  const untold = reason.trim() === '';
  return (
    <div className={styles.form}>
      <div className={styles.row}>
        <Checkbox checked={saysOutside} onChange={(event) => setSays(event.target.checked)}>{t('complaints.saysOutsideLong')}</Checkbox>
        <Checkbox checked={contacted} onChange={(event) => setContacted(event.target.checked)}>{t('complaints.contactedLong')}</Checkbox>
        <span>{t('complaints.gradedAs')} <b className={styles[grade]}>{t(`complaints.grade_${grade}`)}</b></span>
        {row.state === 'open' && (saysOutside !== detail.saysOutside || contacted !== detail.contacted) && <Button size="small" loading={busy} onClick={() => void act('facts', {})}>{t('complaints.saveFacts')}</Button>}
      </div>
      <div className={styles.row}>
        <Radio.Group value={bearer} options={(['agent', 'company'] as const).map((value) => ({ value, label: t(`complaints.bearer_${value}`) }))} onChange={(event) => setBearer(event.target.value as 'agent' | 'company')} />
        {bearer === 'agent' && <Select showSearch optionFilterProp="label" value={bearerId} placeholder={t('complaints.chooseAgent')} aria-label={t('complaints.bearer_agent')} style={{ width: 160 }} options={detail.agents.map(({ id, name }) => ({ value: id, label: name }))} onChange={(value: string) => setBearerId(value)} />}
        <InputNumber prefix="¥" min={0} max={100_000} precision={2} value={(fen ?? usual) / 100} aria-label={t('complaints.amount')} style={{ width: 144 }} onChange={(value) => setFen(value === null ? null : Math.round(value * 100))} />
        {fen !== null && fen !== usual && <Button type="link" size="small" onClick={() => setFen(null)}>{t('complaints.usualAmount')}</Button>}
      </div>
      <label>{t('complaints.reason')}<Input.TextArea value={reason} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('complaints.reasonHint')} onChange={(event) => setReason(event.target.value)} /></label>
      <label>{t('complaints.answer')}<Input.TextArea value={answer} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} placeholder={t('complaints.answerHint')} onChange={(event) => setAnswer(event.target.value)} /></label>
      {refusal && <Alert type="error" role="alert" title={refusal} />}
      <div className={styles.row}>
        <Button type="primary" danger loading={busy} disabled={untold || (bearer === 'agent' && !bearerId)} onClick={() => void decide(true)}>{t('complaints.uphold')}</Button>
        <Button loading={busy} disabled={untold} onClick={() => void decide(false)}>{t('complaints.reject')}</Button>
        {untold && <span className={styles.quiet}>{t('complaints.reasonNeeded')}</span>}
      </div>
    </div>
  );
}
