import { Button, Dropdown, Skeleton } from 'antd';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { Nothing } from '@/shared/ui/Nothing';
import { current, desk, refresh, refreshSoon } from '../state/desk';
import { draftOf } from '../state/drafts';
import { listTab, openConversation } from '../state/navigation';
import { pointerOverList } from '../state/stillness';
import styles from './ListPane.module.css';
import { RowView } from './RowView';
import { TabBar } from './TabBar';
import { useOrder } from './useOrder';
import { useRowMenu } from './useRowMenu';

const rowHeight = 60;
const watchEveryMs = 8000;

export function ListPane() {
  const t = useT();
  const me = useMe();
  const tab = useStore(listTab);
  const state = useStore(desk, (now) => now.state);
  const problem = useStore(desk, (now) => now.problem);
  const selected = useStore(current);
  const rows = useOrder(tab, me.agent.id);
  const scroller = useRef<HTMLDivElement>(null);
  const [menuAt, setMenuAt] = useState<{ id: string; x: number; y: number } | null>(null);
  const menu = useRowMenu(menuAt?.id ?? null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (i) => rows[i]?.id ?? i,
  });
  useEffect(() => () => pointerOverList(false), []);
  // Pushes tell of one's own; what waits for anybody is looked at again while it is looked at.
  const watched = tab === 'queue' || tab === 'offline';
  useEffect(() => {
    if (!watched) return;
    refreshSoon();
    const timer = setInterval(() => document.hidden || refreshSoon(), watchEveryMs);
    return () => clearInterval(timer);
  }, [watched]);
  const at = rows.findIndex((row) => row.id === selected);
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
    // Only when another one was chosen: a list that reorders itself must not scroll away.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);
  const onMenu = useCallback((id: string, x: number, y: number) => setMenuAt({ id, x, y }), []);

  return (
    <div className={styles.pane}>
      <TabBar />
      <div ref={scroller} className={styles.list} onPointerEnter={() => pointerOverList(true)} onPointerLeave={() => pointerOverList(false)}>
        {state === 'loading' && Array.from({ length: 6 }, (_, i) => <div key={i} className={styles.skeleton}><Skeleton active title={{ width: '60%' }} paragraph={{ rows: 1, width: '90%' }} /></div>)}
        {state === 'failed' && (
          <div className={styles.failed}>
            <p>{wordsOf(problem)}</p>
            <Button onClick={() => void refresh()}>{t('common.retry')}</Button>
          </div>
        )}
        {state === 'ready' && rows.length === 0 && (
          <Nothing title={t(`conversations.empty_${tab}`)}
            hint={t(tab === 'mine' && me.presence.presence !== 'online' ? 'conversations.emptyHint_away' : `conversations.emptyHint_${tab}`)} />
        )}
        <div style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const divided = tab === 'mine' && item.index > 0 && !row.waitingSince && Boolean(rows[item.index - 1]?.waitingSince);
            return (
              <div key={item.key} className={styles.slot} style={{ transform: `translateY(${item.start}px)` }}>
                <RowView row={row} tab={tab} selected={row.id === selected} divided={divided}
                  draft={draftOf(me.agent.id, row.id).text !== ''} onOpen={openConversation} onMenu={onMenu} />
              </div>
            );
          })}
        </div>
      </div>
      {menuAt && (
        <Dropdown open menu={{ items: menu, onClick: () => setMenuAt(null) }} onOpenChange={() => setMenuAt(null)} trigger={['click']}>
          <span style={{ position: 'fixed', left: menuAt.x, top: menuAt.y, width: 1, height: 1 }} />
        </Dropdown>
      )}
    </div>
  );
}
