import { askPerson } from '../talk/robot';
import { openOf } from '../talk/state';
import type { Talk } from '../talk/talk';
import type { Kit } from '../view/trade';
import type { Robot } from '../view/timeline';
import { wordsIn } from './words';

/** What the buyer said of answers, by conversation and seq, and the conversations for which it was read. */
const useful = new Map<string, boolean>();
const read = new Set<string>();

/** Under a message of the robot: the nearest questions and the way to a person while it serves, and whether an answer was of use. */
export function robotFoot({ h, room }: Kit, { suggestions = [], isHit, conversation, seq }: Robot): { el: HTMLElement; draw(): void } {
  const { talk } = room;
  const w = wordsIn(room.options.language);
  const choice = (text: string, click: () => void): HTMLElement => h('button', { type: 'button', class: 'tag', click }, text);
  const choices = h('div', { class: 'choices' },
    ...suggestions.map((text) => choice(text, () => { talk.sender.add({ kind: 'text', text }); void talk.sender.pump(); })),
    suggestions.length > 0 && choice(w.person, () => { askPerson(talk); }));
  const rate = (word: boolean): HTMLElement => h('button', { type: 'button', class: 'text', click: () => { void say(talk, conversation, seq, word).then(draw); } }, word ? w.useful : w.useless);
  const rates = [true, false].map(rate);
  const el = h('div', { class: 'robot' }, choices, isHit === true && h('div', { class: 'mark' }, ...rates));
  const draw = (): void => {
    const held = openOf(talk.store.state)?.conversation;
    choices.hidden = suggestions.length === 0 || held?.id !== conversation || held.state !== 'robot';
    const given = useful.get(`${conversation}:${seq}`);
    rates.forEach((one, i) => { one.setAttribute('aria-pressed', String(given === (i === 0))); });
  };
  if (isHit) void load(talk, conversation).then(draw);
  draw();
  return { el, draw };
}

/** The last word counts; one that does not arrive is not shown as said. */
async function say(talk: Talk, id: string, seq: number, word: boolean): Promise<void> {
  await talk.ask('PUT', `/conversations/${id}/usefulness`, { seq, useful: word }).then(() => useful.set(`${id}:${seq}`, word), () => undefined);
}

/** What they said before, on this device or another. */
async function load(talk: Talk, id: string): Promise<void> {
  if (read.has(id)) return;
  read.add(id);
  const given = await talk.ask<{ seq: number; useful: boolean }[]>('GET', `/conversations/${id}/usefulness`).catch(() => []);
  for (const one of given) if (!useful.has(`${id}:${one.seq}`)) useful.set(`${id}:${one.seq}`, one.useful);
  talk.store.set({});
}
