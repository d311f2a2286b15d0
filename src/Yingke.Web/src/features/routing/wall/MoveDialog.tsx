import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Input, Modal, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import type { ConversationRow, TransferTargets } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { Failure } from '@/shared/parts/Failure';
import { TargetList, type Target } from '../TargetList';

interface Moves { moved: string[]; refused: { id: string; code: string }[] }

/** Gives one or many conversations to an agent, a group or the queue; those that could not be moved are named. */
export function MoveDialog({ rows, onClose, onMoved }: { rows: ConversationRow[]; onClose: () => void; onMoved: (ids: string[]) => void }) {
  const t = useT();
  const me = useMe();
  const [to, setTo] = useState<Target | null>(null);
  const [reason, setReason] = useState<string | undefined>(t('wall.assignReason'));
  const [problem, setProblem] = useState<unknown>(null);
  const [refused, setRefused] = useState<Moves['refused']>([]);
  const [busy, setBusy] = useState(false);
  const [force, setForce] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['transfer-targets', rows[0]?.id],
    queryFn: () => api.get<TransferTargets>('/transfer-targets', { query: { conversationId: rows[0]?.id } }),
    refetchInterval: 3000,
    staleTime: 0,
  });
  const move = async () => {
    if (!to || !reason?.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.post<Moves>('/conversations/moves', { conversationIds: rows.map((row) => row.id), to, reason: reason.trim(), ...(force && { force }) });
      onMoved(answer.moved);
      if (answer.refused.length > 0) setRefused(answer.refused);
      else onClose();
    } catch (caught) {
      setProblem(caught);
    } finally {
      setBusy(false);
    }
  };
  const names = new Map(rows.map((row) => [row.id, row.buyer.name]));
  const reasons = [t('wall.assignReason'), ...me.settings.transferReasons].map((value) => ({ value, label: value }));
  return (
    <Modal open width={520} title={rows.length === 1 ? t('wall.assignOne', { name: rows[0]?.buyer.name ?? '' }) : t('wall.assignMany', { n: rows.length })} onCancel={onClose}
      okText={t('wall.assign')} cancelText={t(refused.length > 0 ? 'common.close' : 'common.cancel')} onOk={() => void move()} confirmLoading={busy}
      okButtonProps={{ disabled: !to || !reason?.trim() || refused.length > 0 }}>
      {problem !== null && <Alert type="error" role="alert" title={wordsOf(problem)} style={{ marginBottom: 12 }} />}
      {refused.length > 0 && (
        <Alert type="warning" role="alert" style={{ marginBottom: 12 }} title={t('wall.notMoved', { n: refused.length })}
          description={<ul style={{ margin: 0, paddingLeft: 20 }}>{refused.map(({ id, code }) => <li key={id}>{names.get(id)}: {wordsOf(new Problem(409, code))}</li>)}</ul>} />
      )}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {data && refused.length === 0 && <TargetList targets={force ? { ...data, agents: data.agents.map((one) => ({ ...one, reachable: true })) } : data} serving={rows.length === 1 ? rows[0]?.agent?.id : undefined} chosen={to} onChoose={setTo} />}
      <Form layout="vertical" style={{ marginTop: 12 }}>
        <Form.Item style={{ marginBottom: 12 }}>
          <Checkbox checked={force} onChange={(event) => {
            setForce(event.target.checked);
            setTo(null);
          }}>{t('wall.force')}</Checkbox>
        </Form.Item>
        <Form.Item label={t('routing.transferReason')} required style={{ marginBottom: 0 }}>
          {me.settings.transferReasons.length > 0
            ? <Select value={reason} onChange={setReason} options={reasons} />
            : <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={100} />}
        </Form.Item>
      </Form>
    </Modal>
  );
}
