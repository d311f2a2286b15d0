import { useEffect } from 'react';
import { serverNow } from '@/shared/time/clock';
import { keepClosings } from './state/closing';
import { current, keepDesk } from './state/desk';
import { dropOldDrafts } from './state/drafts';
import { keepLive } from './state/live';
import { jumpTo } from './state/navigation';
import { keepNotices } from './state/notices';

const remembered = 'yingke.current';

/** Holds the desk of the signed-in agent, on whatever page they are: sounds and notices do not depend on the screen. */
export function useDesk(agentId: string | null, name: string, show: () => void): void {
  useEffect(() => {
    if (agentId === null) return;
    dropOldDrafts(serverNow());
    const leave = [
      keepDesk(agentId),
      keepLive(name),
      keepClosings(),
      keepNotices(agentId, (id) => {
        jumpTo(id, agentId);
        show();
      }),
      current.subscribe(() => sessionStorage.setItem(remembered, current.get() ?? '')),
    ];
    const before = sessionStorage.getItem(remembered);
    if (before) current.set(before);
    return () => leave.forEach((stop) => stop());
    // `show` only navigates; the desk must not be torn down for it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [agentId]);
}
