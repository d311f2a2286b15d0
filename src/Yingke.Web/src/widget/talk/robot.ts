import { openOf } from './state';
import type { Talk } from './talk';
import type { Conversation } from './types';

/** Conversations whose ratings were read once; another buyer's window is another talk or another id. */
const read = new Set<string>();

/** From the robot to a person. */
export async function askPerson(talk: Talk): Promise<void> {
  const held = openOf(talk.store.state);
  if (held) talk.sync.adopt(await talk.ask<Conversation>('POST', `/conversations/${held.conversation.id}/person`, {}));
}

/** What the buyer says of an answer; the last word counts. */
export async function rateAnswer(talk: Talk, id: string, seq: number, useful: boolean): Promise<void> {
  await talk.ask('PUT', `/conversations/${id}/usefulness`, { seq, useful });
  keep(talk, id, [{ seq, useful }]);
}

/** What they said before, on this device or another. */
export function loadRatings(talk: Talk, id: string): void {
  if (read.has(id)) return;
  read.add(id);
  talk.ask<{ seq: number; useful: boolean }[]>('GET', `/conversations/${id}/usefulness`).then((given) => { keep(talk, id, given); }, () => read.delete(id));
}

function keep(talk: Talk, id: string, given: { seq: number; useful: boolean }[]): void {
  talk.store.set({ useful: { ...talk.store.state.useful, ...Object.fromEntries(given.map((one) => [`${id}:${one.seq}`, one.useful])) } });
}
