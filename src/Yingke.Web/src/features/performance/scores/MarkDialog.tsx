import { Alert, InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT, type TextKey } from '@/shared/i18n/i18n';
import styles from './Scores.module.css';
import type { Grade, Item, Line, Mark, ScoreRow, Sheet } from './types';
import { scoresMoved } from './useScores';
import { curveUnit, itemName } from './words';

const grades: Grade[] = ['excellent', 'good', 'fair', 'poor'];
const shares = { excellent: 1, good: 0.75, fair: 0.5, poor: 0 };

interface Props { sheet: Sheet; row: ScoreRow; item: Item; line: Line; onClose: () => void; onInspections: () => void }

/** A grade, a tally of attendance or a number for one item of one person. */
export function MarkDialog({ sheet, row, item, line, onClose, onInspections }: Props) {
  const t = useT();
  const [mark, setMark] = useState<Mark>(line.mark ?? {});
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (next: Mark | null) => {
    setBusy(true);
    try {
      await api.put('/scores/marks', { month: sheet.month, scorecardId: sheet.scorecardId, agentId: row.agentId, key: item.key, mark: next });
      await scoresMoved();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={440} title={`${row.name} · ${itemName(item, t)}`} onCancel={onClose} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={busy} onOk={() => void save(mark)}
      footer={(buttons) => <>{line.mark && <a style={{ float: 'left', lineHeight: '32px' }} role="button" tabIndex={0} onClick={() => void save(null)}>{t('scores.takeAway')}</a>}{buttons}</>}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p className={styles.note}>{t('scores.markOf', { month: sheet.month, n: item.full })}{item.kind === 'graded' && <> <a role="button" tabIndex={0} onClick={onInspections}>{t('scores.inspected')}</a></>}</p>
      {item.kind === 'graded' && (
        <Radio.Group value={mark.grade} onChange={(event) => setMark({ grade: event.target.value as Grade })} optionType="button"
          options={grades.map((grade) => ({ value: grade, label: `${t(`scores.grade_${grade}` as TextKey)} ${Number((item.full * shares[grade]).toFixed(2))}` }))} />
      )}
      {item.kind === 'attendance' && (
        <div className={styles.bar}>
          {(['late', 'leave', 'absence'] as const).map((kind) => (
            <InputNumber key={kind} min={0} max={31} precision={0} value={mark[kind] ?? 0} prefix={t(`scores.${kind}Head`)} suffix={t('scores.times')} style={{ width: 124 }} onChange={(n) => setMark({ ...mark, [kind]: n ?? 0 })} />
          ))}
        </div>
      )}
      {item.kind === 'entered' && (
        <>
          <InputNumber autoFocus value={mark.value} precision={2} suffix={curveUnit(item, t)} style={{ width: 200 }} aria-label={itemName(item, t)} onChange={(n) => setMark(n === null ? {} : { value: n })} />
          {item.indicator && <p className={styles.note} style={{ marginTop: 8 }}>{t('scores.computed', { n: line.figure === undefined ? '—' : `${(Number(line.figure) * 100).toFixed(2)}%` })}</p>}
        </>
      )}
    </Modal>
  );
}
