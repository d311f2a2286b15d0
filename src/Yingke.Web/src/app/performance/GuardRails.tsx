import { useState } from 'react';
import { GuardLine } from '@/features/performance/GuardLine';
import { StoreRatings } from '@/features/performance/StoreRatings';
import type { Range } from '@/features/performance/types';
import { useMe } from '@/shared/session';
import { GuardDrawer } from './GuardDrawer';

interface Props {
  guard: Record<string, string | null>;
  before?: Record<string, string | null>;
  range: Range;
}

/** The guard rails in one line; whoever may read the whole shop's reports opens what is behind each. */
export function GuardRails({ guard, before, range }: Props) {
  const opens = useMe().permissions['reports.view'] === 'all';
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <GuardLine guard={guard} before={before} range={range} onOpen={opens ? setOpen : undefined} />
      {open === 'dsr' && <StoreRatings range={range} onClose={() => setOpen(null)} />}
      {open && open !== 'dsr' && <GuardDrawer guard={open} value={guard[open] ?? null} range={range} onClose={() => setOpen(null)} />}
    </>
  );
}
