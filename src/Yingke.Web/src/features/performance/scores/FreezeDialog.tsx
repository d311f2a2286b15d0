import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, useT } from '@/shared/i18n/i18n';
import styles from './Scores.module.css';
import type { FrozenSheet, ScoresOfCard, Sheet } from './types';
import { scoresMoved } from './useScores';

/** Closes the month; what is missing is said before. */
export function FreezeDialog({ card, sheet, onClose, onDone }: { card: ScoresOfCard; sheet: Sheet; onClose: () => void; onDone: (id: string) => void }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const after = card.frozen[0]?.revision ?? 0;
  const open = sheet.rows.filter((row) => row.lines.some((line, i) => sheet.items[i]?.kind === 'graded' && line.mark === undefined)).map((row) => row.name);
  const freeze = async () => {
    setBusy(true);
    try {
      const done = await api.post<FrozenSheet>('/scores/freezes', { scorecardId: card.scorecardId, month: sheet.month, after, ...(after > 0 && { reason }) });
      await scoresMoved();
      onDone(done.frozen.id);
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open width={480} title={t('scores.freezeTitle', { name: card.name, month: sheet.month })} onCancel={onClose} okText={t('scores.freeze')} cancelText={t('common.cancel')} confirmLoading={busy}
      okButtonProps={{ disabled: after > 0 && reason.trim() === '' }} onOk={() => void freeze()}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p>{t('scores.freezeLead', { n: sheet.rows.length })}</p>
      {open.length > 0 && <Alert type="warning" title={t('scores.notGraded', { names: open.join(comma()) })} style={{ marginBottom: 12 }} />}
      {after > 0 && (
        <>
          <p className={styles.note}>{t('scores.again', { n: after, next: after + 1 })}</p>
          <Input value={reason} maxLength={200} placeholder={t('scores.againReason')} aria-label={t('scores.againReason')} onChange={(event) => setReason(event.target.value)} />
        </>
      )}
    </Modal>
  );
}
