import { LayoutOutlined } from '@ant-design/icons';
import { Button, Result, Skeleton, Tooltip } from 'antd';
import { lazy, memo, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ConversationPane } from '@/features/conversations/ConversationPane';
import { ListHead } from '@/features/conversations/list/ListHead';
import { ListPane } from '@/features/conversations/list/ListPane';
import { NoticeBanner } from '@/features/conversations/list/NoticeBanner';
import { SearchBox } from '@/features/conversations/SearchBox';
import { ShortcutSheet } from '@/features/conversations/ShortcutSheet';
import { current, learnRow } from '@/features/conversations/state/desk';
import { openConversation, openNth, openUnanswered, step } from '@/features/conversations/state/navigation';
import { prefer, preferences } from '@/features/conversations/state/preferences';
import { UndoBar } from '@/features/conversations/UndoBar';
import { useOpenRow } from '@/features/conversations/useOpenRow';
import { AnswerOffers } from '@/features/knowledge/AnswerOffers';
import { DayStrip } from '@/features/performance/DayStrip';
import { WhyPopover } from '@/features/routing/WhyPopover';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { keyOf, useKeys } from '@/shared/keys';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { Nothing } from '@/shared/ui/Nothing';
import { Divider } from './Divider';
import { SidePanel } from './SidePanel';
import { useNarrow } from './useNarrow';
import styles from './WorkbenchPage.module.css';

const Panel = memo(SidePanel);
const TransferDialog = lazy(async () => ({ default: (await import('@/features/routing/TransferDialog')).TransferDialog }));

export function WorkbenchPage() {
  const t = useT();
  const me = useMe();
  const { row, id, detail, error } = useOpenRow();
  const { listWidth, panelWidth, panelOpen } = useStore(preferences);
  const [moving, setMoving] = useState<ConversationRow | null>(null);
  const [searching, setSearching] = useState(false);
  const [sheet, setSheet] = useState(false);
  // The log comes first; the cards beside it may be a frame late.
  const beside = useDeferredValue(row);
  const narrow = useNarrow();
  const [overlay, setOverlay] = useState(false);
  const panelShown = narrow ? overlay : panelOpen;
  const togglePanel = () => (narrow ? setOverlay(!overlay) : prefer({ panelOpen: !panelOpen }));
  useAddress();
  useKeys({
    next: () => step(1, me.agent.id),
    previous: () => step(-1, me.agent.id),
    unanswered: () => openUnanswered(me.agent.id),
    digit: (n) => openNth(n, me.agent.id),
    search: () => setSearching(true),
    panel: togglePanel,
    sheet: () => setSheet(true),
  });
  const moved = (after: ConversationRow) => {
    learnRow(after);
    // What was handed on is no longer this agent's to read, unless they supervise.
    if (after.agent?.id !== me.agent.id && !can(me, 'im.supervise') && !openUnanswered(me.agent.id)) current.set(null);
  };
  const panelLabel = `${t('conversations.panel')} (${keyOf('panel')})`;
  const panelButton = (
    <Tooltip title={panelLabel} placement="bottomRight">
      <Button type="text" icon={<LayoutOutlined />} aria-label={panelLabel} aria-pressed={panelShown} onClick={togglePanel} />
    </Tooltip>
  );
  return (
    <div className={styles.bench}>
      <Lists width={listWidth} onSearch={setSearching} onSheet={setSheet} />
      <Divider label={t('conversations.listWidth')} width={listWidth} min={220} max={420} side="left" onChange={(width) => prefer({ listWidth: width })} />
      {row
        ? <ConversationPane row={row} me={me} why={<WhyPopover detail={detail} />} extra={panelButton} offers={unansweredText(row) && <AnswerOffers key={row.id} conversationId={row.id} said={unansweredText(row)} product={row.product?.title} />} onTransfer={() => setMoving(row)} />
        : <div className={styles.nothing}>
          {id === null && <Nothing title={t('conversations.nothingOpen')} hint={t('conversations.nothingOpenHint', { key: keyOf('unanswered') })} />}
          {id !== null && !error && <Skeleton active title={{ width: 200 }} paragraph={{ rows: 6 }} className={styles.skeleton} />}
          {id !== null && error && <Result icon={null} title={t('common.loadFailed')} subTitle={wordsOf(error)} extra={<Button onClick={() => current.set(null)}>{t('common.close')}</Button>} />}
        </div>}
      {row && beside && panelShown && <>
        <Divider label={t('conversations.panelWidth')} width={panelWidth} min={260} max={480} side="right" onChange={(width) => prefer({ panelWidth: width })} />
        <aside className={styles.panel} style={{ width: panelWidth }}><Panel row={beside} /></aside>
      </>}
      <SearchBox open={searching} onClose={() => setSearching(false)} />
      <ShortcutSheet open={sheet} onClose={() => setSheet(false)} />
      {moving && <Suspense><TransferDialog row={moving} onClose={() => setMoving(null)} onMoved={moved} /></Suspense>}
    </div>
  );
}

/** The buyer's last words, while nobody has answered them. */
function unansweredText({ waitingSince, last }: ConversationRow): string {
  return waitingSince && last?.from === 'buyer' && last.kind === 'text' ? last.text ?? '' : '';
}

/** Draws itself again for reasons of its own, not because another conversation was opened. */
const Lists = memo(function Lists({ width, onSearch, onSheet }: { width: number; onSearch: (open: boolean) => void; onSheet: (open: boolean) => void }) {
  return (
    <aside className={styles.list} style={{ width }}>
      <ListHead onSearch={() => onSearch(true)} onSheet={() => onSheet(true)} />
      <NoticeBanner />
      <ListPane />
      <UndoBar />
      <DayStrip />
    </aside>
  );
});

/** A link to a conversation opens it, and leaves the address as it always is. */
function useAddress(): void {
  const { id } = useParams();
  const go = useNavigate();
  useEffect(() => {
    if (!id) return;
    openConversation(id);
    void go('/', { replace: true });
  }, [id, go]);
}
