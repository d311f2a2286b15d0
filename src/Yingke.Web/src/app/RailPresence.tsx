import { desk, refreshSoon } from '@/features/conversations/state/desk';
import { tabsOf } from '@/features/conversations/state/rows';
import { PresenceSwitch } from '@/features/routing/PresenceSwitch';
import { leaving } from '@/shared/leaving';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';

export function RailPresence() {
  const me = useMe();
  const open = useStore(desk, ({ rows }) => [...rows.values()].filter((row) => tabsOf(row, me.agent.id).includes('mine')), (a, b) => a.length === b.length && a.every((row, i) => row === b[i]));
  const today = useStore(desk, (state) => state.presenceToday);
  const presenceAt = useStore(desk, (state) => state.presenceAt);
  return <PresenceSwitch open={open} today={today} todayAt={presenceAt} onChanged={refreshSoon} onLeave={() => leaving.set('offline')} />;
}
