import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, InputNumber, Modal, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import styles from '@/features/pay/Pay.module.css';
import { usePayTabs } from '@/features/pay/tabs';
import { suggestionsMoved, useSuggestions, type Suggestion } from '@/features/pay/useMonthEnd';
import { yuan } from '@/features/pay/words';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';

/** 建议: filed by anybody, adopted or declined by a supervisor. */
export default function SuggestionsPage() {
  const t = useT();
  const lang = useStore(language);
  const decides = can(useMe(), 'scorecards.edit');
  const { data, error, refetch } = useSuggestions();
  const [filing, setFiling] = useState(false);
  const [open, setOpen] = useState<Suggestion | null>(null);
  const columns: TableColumnsType<Suggestion> = [
    { key: 'at', title: t('pay.at'), width: 132, render: (_, one) => formatTime(one.createdAt, serverNow(), lang) },
    { key: 'who', title: t('pay.who'), width: 110, ellipsis: true, render: (_, one) => one.agentName },
    { key: 'subject', title: t('pay.subject'), width: 260, ellipsis: true, render: (_, one) => <Button type="link" size="small" className={styles.link} onClick={() => setOpen(one)}>{one.subject}</Button> },
    { key: 'state', title: t('pay.state'), width: 96, render: (_, one) => <Tag color={one.state === 'adopted' ? 'success' : undefined}>{t(`pay.suggestion_${one.state}`)}</Tag> },
    { key: 'reason', title: t('pay.decision'), ellipsis: true, render: (_, one) => [one.decidedBy, one.reason].filter(Boolean).join('：') || '—' },
    { key: 'fen', title: t('pay.amountYuan'), width: 112, align: 'right', render: (_, one) => (one.rewardFen > 0 ? yuan(one.rewardFen) : '—') },
  ];
  return (
    <Screen title={t('pay.title')} tabs={usePayTabs()} actions={<Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => setFiling(true)}>{t('pay.suggest')}</Button>}>
      <DataTable<Suggestion> rows={data} error={error} onRetry={() => void refetch()} rowKey="id" columns={columns} empty={<Nothing title={t('pay.noSuggestions')} hint={t('pay.noSuggestionsHint')} />} />
      {filing && <Filing onClose={() => setFiling(false)} />}
      {open && <Opened one={open} decides={decides && open.state === 'filed'} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

function Filing({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<{ subject: string; evidence: string }>();
  const [clientId] = useState(newId);
  const [refusal, setRefusal] = useState('');
  const file = async (fields: { subject: string; evidence: string }) => {
    try {
      await api.post('/suggestions', { clientId, ...fields });
      await suggestionsMoved();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <Modal open width={480} title={t('pay.suggest')} onCancel={onClose} okText={t('pay.submit')} cancelText={t('common.cancel')} onOk={() => form.submit()}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void file(fields)}>
        <Form.Item name="subject" label={t('pay.subject')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="evidence" label={t('pay.evidence')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input.TextArea maxLength={2000} autoSize={{ minRows: 3 }} /></Form.Item>
      </Form>
    </Modal>
  );
}

function Opened({ one, decides, onClose }: { one: Suggestion; decides: boolean; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const [reward, setReward] = useState<number | null>(null);
  const [refusal, setRefusal] = useState('');
  const decide = async (adopt: boolean) => {
    try {
      await api.post(`/suggestions/${one.id}/decision`, { adopt, ...(reason.trim() && { reason }), ...(adopt && reward !== null && { rewardFen: Math.round(reward * 100) }) });
      await suggestionsMoved();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <Modal open width={520} title={one.subject} onCancel={onClose} footer={decides ? <><Button disabled={reason.trim() === ''} onClick={() => void decide(false)}>{t('pay.decline')}</Button><Button type="primary" onClick={() => void decide(true)}>{t('pay.adopt')}</Button></> : null}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <p className={styles.small}>{one.agentName}</p>
      <p style={{ whiteSpace: 'pre-wrap' }}>{one.evidence}</p>
      {decides && (
        <>
          <Input.TextArea value={reason} maxLength={300} placeholder={t('pay.decisionReason')} aria-label={t('pay.decisionReason')} autoSize={{ minRows: 2 }} onChange={(event) => setReason(event.target.value)} />
          <div className={styles.foot}><InputNumber value={reward} min={0} max={1_000_000} precision={2} placeholder={t('pay.rewardBySetting')} aria-label={t('pay.reward')} prefix={t('pay.reward')} suffix={t('pay.yuan')} style={{ width: 240 }} onChange={setReward} /></div>
        </>
      )}
      {!decides && one.state !== 'filed' && <p>{t(`pay.suggestion_${one.state}`)} · {one.decidedBy}{one.reason ? `：${one.reason}` : ''}</p>}
    </Modal>
  );
}
