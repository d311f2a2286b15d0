import type { Schema } from '../api/types';

export type OfferedPack = Schema<'OfferedPack'>;
export type OfferedPhrase = Schema<'OfferedPhrase'>;
export interface Offer extends OfferedPhrase { pack: string; reach: OfferedPack['reach'] }

/** What is typed after the slash: letters call codes and initials, anything else is looked for in the words. */
export function offersFor(packs: readonly OfferedPack[], typed: string, reach?: OfferedPack['reach']): Offer[] {
  const asked = typed.toLowerCase();
  return packs
    .filter((pack) => reach === undefined || pack.reach === reach)
    .flatMap((pack) => pack.phrases.map((phrase): Offer => ({ ...phrase, pack: pack.name, reach: pack.reach })))
    .map((offer, place) => ({ offer, place, rank: rankOf(offer, asked) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.place - b.place)
    .map(({ offer }) => offer);
}

/** The smaller the nearer; null for no match. */
function rankOf({ code, title, text, initials }: OfferedPhrase, asked: string): number | null {
  if (asked === '') return 0;
  if (code === asked) return 1;
  if (code?.startsWith(asked)) return 2;
  const at = calledBy(initials, asked);
  if (at === 0) return 3;
  if (`${title ?? ''}\n${text}`.toLowerCase().includes(asked)) return 4;
  return at > 0 ? 5 : null;
}

/** From which character on the letters call the text; -1 for nowhere. A character of several readings is called by each of them. */
export function calledBy(initials: string, letters: string): number {
  if (letters === '' || !/^[a-z0-9]+$/.test(letters)) return -1;
  const words = initials === '' ? [] : initials.split(' ');
  for (let from = 0; from + letters.length <= words.length; from++)
    if ([...letters].every((letter, i) => words[from + i]?.includes(letter))) return from;
  return -1;
}
