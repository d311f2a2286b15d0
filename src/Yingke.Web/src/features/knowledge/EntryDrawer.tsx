import { Alert, Drawer, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { ContentView } from './ContentView';
import { EntryActions } from './EntryActions';
import { EntryForm } from './EntryForm';
import { Revisions } from './Revisions';
import type { KnowledgeContent, KnowledgeView } from './types';
import { useEntry } from './useKnowledge';
import { StateWord } from './words';

interface Props {
  /** Null for one that is to be written. */
  id: string | null;
  /** What a new one begins with, and the question that it answers. */
  begin?: Partial<KnowledgeContent>;
  unansweredId?: string;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** One entry: read, written, handed in, passed, and its old versions. */
export function EntryDrawer({ id, begin, unansweredId, onOpen, onClose }: Props) {
  const t = useT();
  const { data, error, refetch } = useEntry(id);
  const [editing, setEditing] = useState(id === null);
  return (
    <Drawer open onClose={onClose} size={720} title={id === null ? t('knowledge.add') : data?.content.question ?? t('knowledge.title')} extra={data && <StateWord state={data.state} />} destroyOnHidden
      mask={{ closable: !editing }}>
      {id === null
        ? <EntryForm content={begin ?? {}} version={null} unansweredId={unansweredId} onCancel={onClose} onSaved={onOpen} />
        : !data
          ? error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 8 }} />
          : editing
            ? <EntryForm key={data.version} id={id} content={data.content} version={data.version} onCancel={() => setEditing(false)} onSaved={() => setEditing(false)} />
            : <Reading entry={data} onEdit={() => setEditing(true)} onGone={onClose} />}
    </Drawer>
  );
}

function Reading({ entry, onEdit, onGone }: { entry: KnowledgeView; onEdit: () => void; onGone: () => void }) {
  const t = useT();
  return (
    <>
      {entry.note && <Alert type={entry.state === 'draft' ? 'warning' : 'info'} style={{ marginBottom: 12 }} title={t(entry.state === 'draft' ? 'knowledge.returnedWith' : 'knowledge.withdrawnWith', { note: entry.note })} />}
      <EntryActions entry={entry} onEdit={onEdit} onGone={onGone} />
      <Tabs destroyOnHidden items={[
        { key: 'content', label: t(entry.inUse ? 'knowledge.draft' : 'knowledge.content'), children: <ContentView content={entry.content} against={entry.inUse} /> },
        ...(entry.inUse ? [{ key: 'used', label: t('knowledge.inUse'), children: <ContentView content={entry.inUse} /> }] : []),
        ...(entry.revision > 0 ? [{ key: 'old', label: t('knowledge.revisions', { n: entry.revision }), children: <Revisions entry={entry} /> }] : []),
      ]} />
    </>
  );
}
