import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow, TransferTargets } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { TargetList, type Target } from './TargetList';

interface Props { row: ConversationRow | null; onClose: () => void; onMoved: (row: ConversationRow) => void }

/** Hands a conversation to a colleague, a group or the queue. */
export function TransferDialog({ row, onClose, onMoved }: Props) {
  return row ? <Dialog key={row.id} row={row} onClose={onClose} onMoved={onMoved} /> : null;
}

function Dialog({ row, onClose, onMoved }: Props & { row: ConversationRow }) {
  const t = useT();
  const me = useMe();
  const [to, setTo] = useState<Target | null>(null);
  const [reason, setReason] = useState<string | undefined>(me.settings.transferReasons.length === 1 ? me.settings.transferReasons[0] : undefined);
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['transfer-targets', row.id],
    queryFn: () => api.get<TransferTargets>('/transfer-targets', { query: { conversationId: row.id } }),
    refetchInterval: 5000,
    staleTime: 0,
  });
  const move = async () => {
    if (!to || !reason?.trim()) return;
    setBusy(true);
    setRefusal('');
    try {
      const moved = await api.post<{ row: ConversationRow }>(`/conversations/${row.id}/transfer`, { to, reason: reason.trim(), ...(note.trim() && { note: note.trim() }) });
      onMoved(moved.row);
      onClose();
    } catch (problem) {
      setRefusal(wordsOf(problem));
      void refetch();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('routing.transferTitle', { name: row.buyer.name })} width={520} closable={false} onCancel={onClose} okText={t('routing.transfer')} cancelText={t('common.cancel')}
      onOk={() => void move()} confirmLoading={busy} okButtonProps={{ disabled: !to || !reason?.trim() }}>
      {refusal && <Alert type="error" title={refusal} role="alert" style={{ marginBottom: 12 }} />}
      {error && !data && <Alert type="error" title={wordsOf(error)} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
      {data && <TargetList targets={data} serving={row.agent?.id} chosen={to} onChoose={setTo} />}
      <Form layout="vertical" style={{ marginTop: 12 }}>
        <Form.Item label={t('routing.transferReason')} required>
          {me.settings.transferReasons.length > 0
            ? <Select value={reason} onChange={setReason} placeholder={t('routing.transferReasonHint')} options={me.settings.transferReasons.map((value) => ({ value, label: value }))} />
            : <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} />}
        </Form.Item>
        <Form.Item label={t('routing.handoverNote')} extra={t('routing.handoverHint')} style={{ marginBottom: 0 }}>
          <Input.TextArea value={note} onChange={(event) => setNote(event.target.value)} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
