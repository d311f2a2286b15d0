import { useEffect, useState } from 'react';
import type { ConversationRow } from '@/shared/api/types';
import { connection, tell } from '@/shared/hub/desk';
import { useStore } from '@/shared/store';
import { patchRow } from '../state/desk';
import { highest, type Log } from '../state/log';
import { markedUnread } from '../state/unread';

/** Tells what was read: only by the one who serves, in a window they look at, at the end of the log. */
export function useReadMarks(row: ConversationRow, log: Log, me: string, atEnd: boolean): void {
  const focused = useFocus();
  const connected = useStore(connection, (state) => state === 'connected');
  const kept = useStore(markedUnread, (ids) => ids.includes(row.id));
  const seq = highest(log);
  const serves = row.agent?.id === me && row.state === 'active';
  useEffect(() => {
    if (!serves || !focused || !atEnd || !connected || kept || seq <= row.readSeq) return;
    tell('Read', row.id, seq);
    patchRow(row.id, { readSeq: seq, unread: 0 });
  }, [serves, focused, atEnd, connected, kept, seq, row.id, row.readSeq]);
}

function useFocus(): boolean {
  const [focused, setFocused] = useState(() => document.hasFocus());
  useEffect(() => {
    const look = () => setFocused(document.hasFocus());
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
    };
  }, []);
  return focused;
}
