import { desk } from '@/features/conversations/state/desk';
import { tabsOf } from '@/features/conversations/state/rows';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';

export function useUnread(): number {
  const me = useMe();
  return useStore(desk, ({ rows }) => [...rows.values()].reduce((sum, row) => sum + (tabsOf(row, me.agent.id).includes('mine') ? row.unread : 0), 0));
}
