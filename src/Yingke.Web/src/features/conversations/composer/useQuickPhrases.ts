import { App } from 'antd';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Schema } from '@/shared/api/types';
import { comma, useT, type TextKey } from '@/shared/i18n/i18n';
import { offersFor, type Offer, type OfferedPack } from '@/shared/quickPhrases/match';
import { useOffered } from '@/shared/quickPhrases/offered';
import { attachStored } from '../state/attachments';

export type Reach = OfferedPack['reach'];

const most = 50;

interface Field {
  /** What stands in it at this moment. */
  now: () => string;
  put: (next: { text: string; caret: number }) => void;
  insert: (piece: string) => void;
}

/** `/` at the beginning of a word offers phrases: by code, by initials, by their words. */
export function useQuickPhrases(conversationId: string, text: string, caret: number, active: boolean) {
  const t = useT();
  const { message } = App.useApp();
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
  const move = (by: number) => setChosen((at + by + offers.length) % Math.max(1, offers.length));
  const take = async (offer: Offer, field: Field) => {
    const start = from ?? caret;
    try {
      const used = await api.post<Schema<'UsedPhrase'>>(`/quick-phrases/${offer.id}/uses`, { conversationId });
      setChosen(0);
      // In place of what was typed; whoever typed on meanwhile gets it where the caret is now.
      if (field.now() === text) field.put({ text: text.slice(0, start) + used.text + text.slice(caret), caret: start + used.text.length });
      else field.insert(used.text);
      if (used.file) await attachStored(conversationId, used.file);
      if (used.missing.length > 0) void message.warning(t('quickPhrases.missing', { names: used.missing.map((name) => t(`quickPhrases.open_${name}` as TextKey)).join(comma()) }));
    } catch (problem) {
      void message.error(`/${word}: ${wordsOf(problem)}`);
    }
  };
  return {
    open, offers, word, reach, chosen: at, take,
    setReach: (next: Reach | undefined) => {
      setReach(next);
      setChosen(0);
    },
    /** True for a key that belongs to the menu, and has been dealt with. */
    press(event: KeyboardEvent, field: Field): boolean {
      const offer = offers[at];
      if (!open || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || (!offer && event.key !== 'Escape')) return false;
      if (event.key === 'Escape') setDismissed(from);
      else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
      else if (offer && (event.key === 'Enter' || event.key === 'Tab')) void take(offer, field);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

export type { Offer };
