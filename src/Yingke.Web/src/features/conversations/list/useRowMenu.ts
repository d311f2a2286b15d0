import { App, type MenuProps } from 'antd';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { desk } from '../state/desk';
import { star } from '../state/star';
import { markedUnread, markUnread } from '../state/unread';

export function useRowMenu(id: string | null): MenuProps['items'] {
  const t = useT();
  const { message } = App.useApp();
  const row = useStore(desk, (state) => (id ? state.rows.get(id) : undefined));
  const kept = useStore(markedUnread, (ids) => id !== null && ids.includes(id));
  if (!row) return [];
  return [
    { key: 'unread', label: t(kept ? 'conversations.markRead' : 'conversations.markUnread'), onClick: () => markUnread(row.id, !kept) },
    {
      key: 'star', label: t(row.starred ? 'conversations.unstar' : 'conversations.star'),
      onClick: () => void star(row).catch((error: unknown) => message.error(wordsOf(error))),
    },
    { key: 'copy', label: t('conversations.copyName'), onClick: () => void navigator.clipboard?.writeText(row.buyer.name) },
  ];
}
