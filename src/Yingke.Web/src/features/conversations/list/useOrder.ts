import { useEffect, useMemo } from 'react';
import { useStore } from '@/shared/store';
import { closings } from '../state/closing';
import { desk } from '../state/desk';
import { inOrder, keepOrder, type Row, type Tab } from '../state/rows';
import { onScreen, still } from '../state/stillness';

/** The rows of a list as they are to be shown: in order, unless somebody aims at one of them or types. */
export function useOrder(tab: Tab, me: string): Row[] {
  const rows = useStore(desk, (state) => state.rows);
  const keep = useStore(still);
  const closing = useStore(closings);
  const ordered = useMemo(() => {
    const leaving = new Set(closing.filter((one) => !one.failed).map((one) => one.id));
    const fresh = inOrder(rows.values(), tab, me).filter((row) => tab !== 'mine' || !leaving.has(row.id));
    return keep && onScreen.tab === tab ? keepOrder(onScreen.ids, fresh) : fresh;
  }, [rows, tab, me, keep, closing]);
  useEffect(() => {
    Object.assign(onScreen, { tab, ids: ordered.map((row) => row.id) });
  }, [tab, ordered]);
  return ordered;
}
