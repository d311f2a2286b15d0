import { onSecond } from '@/shared/time/clock';
import { on } from '@/shared/hub/desk';
import { translate } from '@/shared/i18n/i18n';
import { current, desk, onNews, type News } from './desk';
import { preferences } from './preferences';
import { inOrder } from './rows';
import { ringAlert, ringAssigned, ringMessage, unlockSounds } from './sounds';

const repeatEverySeconds = 8;

/** New conversations nobody has looked at yet: their sound comes back until somebody does. */
const unseen = new Set<string>();

export function keepNotices(agentId: string, open: (id: string) => void): () => void {
  let seconds = 0;
  const see = () => {
    const id = current.get();
    if (id && document.hasFocus()) unseen.delete(id);
  };
  const leave = [
    unlockSounds(),
    onNews((news) => tell(news, open)),
    on('alert', () => ringAlert()),
    current.subscribe(see),
    desk.subscribe(() => {
      showUnread(agentId);
      for (const id of unseen) {
        const row = desk.get().rows.get(id);
        if (row?.state !== 'active' || row.agent?.id !== agentId || row.waitingSince === undefined) unseen.delete(id);
      }
    }),
    onSecond(() => {
      if (unseen.size === 0 || !preferences.get().repeatSound) seconds = 0;
      else if (++seconds % repeatEverySeconds === 0) ringAssigned();
    }),
  ];
  window.addEventListener('focus', see);
  return () => {
    leave.forEach((stop) => stop());
    window.removeEventListener('focus', see);
    unseen.clear();
    showCount(0);
  };
}

function tell({ kind, row }: News, open: (id: string) => void): void {
  const looking = document.hasFocus() && current.get() === row.id;
  if (kind === 'assigned') {
    ringAssigned();
    if (!looking) unseen.add(row.id);
  } else if (!looking) ringMessage();
  if (!document.hasFocus()) notice(kind, row.id, row.buyer.name, row.last?.text, open);
}

function notice(kind: News['kind'], id: string, name: string, text: string | undefined, open: (id: string) => void): void {
  if (!preferences.get().notices || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  const title = translate(kind === 'assigned' ? 'conversations.noticeAssigned' : 'conversations.noticeMessage', { name });
  // One per conversation: a talkative buyer replaces the last, and does not pile them up.
  const shown = new Notification(title, { body: text ?? '', tag: id, icon: '/icon.svg' });
  shown.onclick = () => {
    window.focus();
    open(id);
    shown.close();
  };
}

function showUnread(agentId: string): void {
  showCount(inOrder(desk.get().rows.values(), 'mine', agentId).reduce((sum, row) => sum + row.unread, 0));
}

let shownCount = -1;

function showCount(count: number): void {
  if (count === shownCount) return;
  shownCount = count;
  document.title = count > 0 ? `(${count > 99 ? '99+' : count}) ${translate('common.product')}` : translate('common.product');
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon) icon.href = count > 0 ? '/icon-unread.svg' : '/icon.svg';
}
