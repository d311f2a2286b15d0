import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { formatExact } from '@/shared/time/format';
import styles from './Scores.module.css';
import type { ScoreRow, Sheet } from './types';
import { scoresMoved } from './useScores';

interface Fields { points: number; reason: string }

/** 加减分: what there is, who gave it and why; and one more. */
export function AdjustDialog({ sheet, row, editable, onClose }: { sheet: Sheet; row: ScoreRow; editable: boolean; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [clientId, setClientId] = useState(newId);
  const [refusal, setRefusal] = useState('');
  const run = async (work: () => Promise<unknown>) => {
    setRefusal('');
    try {
      await work();
      await scoresMoved();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  const add = (fields: Fields) => run(async () => {
    await api.post('/scores/adjustments', { clientId, month: sheet.month, agentId: row.agentId, ...fields });
    setClientId(newId());
    form.resetFields();
  });
  return (
    <Modal open width={480} title={`${row.name} · ${t('scores.adjustments')} ${sheet.month}`} onCancel={onClose} footer={null}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {row.adjustments.length === 0 && <p className={styles.note}>{t('scores.noAdjustments')}</p>}
      {row.adjustments.map((one) => (
        <div key={one.id} className={styles.row}>
          <strong className={styles.number} style={{ width: 48 }}>{one.points > 0 ? '+' : ''}{one.points}</strong>
          <div className={styles.grow}>{one.reason}<div className={styles.small}>{one.cause ? t('scores.fromLedger') : one.byName} {formatExact(one.at)}</div></div>
          {editable && !one.cause && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => void run(() => api.delete(`/scores/adjustments/${one.id}`))} />}
        </div>
      ))}
      {editable && (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} style={{ marginTop: 12 }} onFinish={(fields) => void add(fields)}>
          {sheet.offers.length > 0 && (
            <Form.Item label={t('scores.offers')}>
              <div className={styles.offers}>{sheet.offers.map((offer) => <Button key={offer.name} size="small" onClick={() => form.setFieldsValue({ points: offer.most < 0 ? offer.most : offer.least, reason: offer.name })}>{offer.name} {offer.least === offer.most ? offer.least : `${offer.least} ~ ${offer.most}`}</Button>)}</div>
            </Form.Item>
          )}
          <Form.Item name="points" label={t('scores.pointsField')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={-1000} max={1000} precision={2} style={{ width: 140 }} /></Form.Item>
          <Form.Item name="reason" label={t('scores.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={200} /></Form.Item>
          <Button type="primary" htmlType="submit">{t('scores.addAdjustment')}</Button>
        </Form>
      )}
    </Modal>
  );
}
