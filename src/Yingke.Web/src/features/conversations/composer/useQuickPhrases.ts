import { useMemo, useState } from 'react';
import { offersFor, type Offer, type OfferedPack } from '@/shared/quickPhrases/match';
import { useOffered } from '@/shared/quickPhrases/offered';

export type Reach = OfferedPack['reach'];

const most = 50;

/** `/` at the beginning of a word offers phrases: by code, by initials, by their words. */
export function useQuickPhrases(text: string, caret: number, active: boolean) {
  const packs = useOffered();
  const [chosen, setChosen] = useState(0);
  const [reach, setReach] = useState<Reach>();
  const [dismissed, setDismissed] = useState<number | null>(null);
  const typed = active ? /(?:^|[\s，。！？、；：…])\/([^\s/]{0,20})$/.exec(text.slice(0, caret)) : null;
  const from = typed ? caret - (typed[1]?.length ?? 0) - 1 : null;
  // Dismissed is one slash, not what is typed after it; another one offers again.
  if (dismissed !== null && text[dismissed] !== '/') setDismissed(null);
  const open = from !== null && from !== dismissed;
  const word = typed?.[1] ?? '';
  const offers = useMemo(() => (open ? offersFor(packs, word, reach).slice(0, most) : []), [open, packs, word, reach]);
  const at = Math.min(chosen, Math.max(0, offers.length - 1));
  return {
    open, offers, word, reach,
    chosen: at,
    setReach: (next: Reach | undefined) => {
      setReach(next);
      setChosen(0);
    },
    move: (by: number) => setChosen((at + by + offers.length) % Math.max(1, offers.length)),
    dismiss: () => setDismissed(from),
    /** The text with the words in place of what was typed, and where the caret goes. */
    put(words: string): { text: string; caret: number } {
      const start = from ?? caret;
      setChosen(0);
      return { text: text.slice(0, start) + words + text.slice(caret), caret: start + words.length };
    },
  };
}

export type { Offer };
