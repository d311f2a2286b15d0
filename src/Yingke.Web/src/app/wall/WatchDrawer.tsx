import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { WaitClock } from '@/features/conversations/list/WaitClock';
import { lastWords } from '@/features/conversations/log/words';
import { openConversation } from '@/features/conversations/state/navigation';
import { WatchPane } from '@/features/conversations/watch/WatchPane';
import { WhyPopover } from '@/features/routing/WhyPopover';
import { api } from '@/shared/api/client';
import type { AgentState, ConversationRow, Page } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import styles from './WatchDrawer.module.css';

/** One conversation, or what an agent has open. */
export type Watched = { id: string } | { agent: AgentState };

interface Props { watched: Watched; onMove: (row: ConversationRow) => void; onClose: () => void }

export function WatchDrawer({ watched, onMove, onClose }: Props) {
  const t = useT();
  const go = useNavigate();
  const [chosen, setChosen] = useState<string | null>('id' in watched ? watched.id : null);
  const agent = 'agent' in watched ? watched.agent : null;
  const taken = (row: ConversationRow) => {
    openConversation(row.id);
    void go('/');
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['open-of', agent?.id],
    queryFn: () => api.get<Page<ConversationRow>>('/conversations', { query: { state: 'active', agentId: agent?.id, limit: 100 } }),
    enabled: agent !== null,
    refetchInterval: 3000,
    staleTime: 0,
  });
  const rows = data && agent && data.items.filter((row) => row.agent?.id === agent.id).sort(longestFirst);
  const id = chosen ?? rows?.[0]?.id ?? null;
  return (
    <Drawer open onClose={onClose} size={agent ? 920 : 680} title={agent ? t('wall.openOf', { name: agent.name, n: rows?.length ?? agent.open }) : t('wall.watching')} styles={{ body: { padding: 0 } }}>
      <div className={styles.frame}>
        {agent && (
          <ul className={styles.list}>
            {error && !data && <li className={styles.skeleton}><Failure error={error} onRetry={() => void refetch()} /></li>}
            {!data && !error && <li className={styles.skeleton}><Skeleton active title={false} paragraph={{ rows: 6 }} /></li>}
            {rows?.map((row) => (
              <li key={row.id}>
                <button type="button" className={row.id === id ? styles.here : styles.item} aria-current={row.id === id || undefined} onClick={() => setChosen(row.id)}>
                  <span className={styles.line}>
                    <span className={styles.name} title={row.buyer.name}>{row.buyer.name}</span>
                    {row.waitingSince && <span className={styles.clock}><WaitClock since={row.waitingSince} /></span>}
                  </span>
                  <span className={styles.last}>{lastWords(row.last, t)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className={styles.pane}>
          {id
            ? <WatchPane key={id} id={id} why={(detail) => <WhyPopover detail={detail} />} onMove={onMove} onTaken={taken} />
            : data && <Nothing title={t('wall.noneOpen')} hint={t('wall.noneOpenHint', { name: agent?.name ?? '' })} />}
        </div>
      </div>
    </Drawer>
  );
}

/** Whose buyer waits stands above whose does not, the longest wait first. */
function longestFirst(a: ConversationRow, b: ConversationRow): number {
  if (a.waitingSince && b.waitingSince) return Date.parse(a.waitingSince) - Date.parse(b.waitingSince);
  if (a.waitingSince || b.waitingSince) return a.waitingSince ? -1 : 1;
  return Date.parse(b.last?.at ?? b.openedAt) - Date.parse(a.last?.at ?? a.openedAt);
}
