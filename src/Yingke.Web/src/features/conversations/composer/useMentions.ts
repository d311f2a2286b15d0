import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import type { TransferTargets } from '@/shared/api/types';

export interface Colleague { id: string; name: string }

/** `@` in a note offers colleagues; those named in the text at the end are told. */
export function useMentions(conversationId: string, text: string, caret: number, active: boolean) {
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const typed = active ? /(?:^|[^\w.-])@([^\s@]{0,20})$/.exec(text.slice(0, caret)) : null;
  const { data } = useQuery({
    queryKey: ['colleagues', conversationId],
    queryFn: () => api.get<TransferTargets>('/transfer-targets', { query: { conversationId } }),
    select: (targets): Colleague[] => targets.agents.map(({ id, name }) => ({ id, name })),
    enabled: active && text.includes('@'),
    staleTime: 60_000,
  });
  const word = typed?.[1]?.toLowerCase() ?? '';
  const offers = typed && dismissed !== typed[0] ? (data ?? []).filter((one) => one.name.toLowerCase().includes(word)).slice(0, 8) : [];
  const at = Math.min(chosen, Math.max(0, offers.length - 1));

  return {
    offers,
    chosen: at,
    move: (by: number) => setChosen((at + by + offers.length) % Math.max(1, offers.length)),
    dismiss: () => setDismissed(typed?.[0] ?? ''),
    /** The text with the name in place of what was typed, and where the caret goes. */
    take(one: Colleague): { text: string; caret: number } {
      const from = caret - word.length - 1;
      setChosen(0);
      return { text: `${text.slice(0, from)}@${one.name} ${text.slice(caret)}`, caret: from + one.name.length + 2 };
    },
    mentioned: (note: string) => (data ?? []).filter((one) => note.includes(`@${one.name}`)).map((one) => one.id),
  };
}
