import { askPerson, loadRatings, rateAnswer } from '../talk/robot';
import { openOf } from '../talk/state';
import { h, setAttribute, show } from './dom';
import type { Room } from './part';
import type { Robot } from './timeline';

/** Under a message of the robot: the nearest questions and the way to a person while it serves, and whether an answer was of use. */
export function robotFoot({ t, talk }: Room, robot: Robot): { el: HTMLElement; draw(): void } | undefined {
  const { suggestions = [], isHit, conversation, seq } = robot;
  if (!suggestions.length && !isHit) return undefined;
  if (isHit) loadRatings(talk, conversation);
  const choices = h('div', { class: 'choices' },
    ...suggestions.map((text) => h('button', { type: 'button', class: 'tag', click: () => { talk.sender.add({ kind: 'text', text }); void talk.sender.pump(); } }, text)),
    suggestions.length > 0 && h('button', { type: 'button', class: 'tag', click: () => { void askPerson(talk).catch(() => undefined); } }, t.person));
  const rate = (useful: boolean): HTMLElement => h('button', {
    type: 'button', class: 'text', click: () => { void rateAnswer(talk, conversation, seq, useful).catch(() => undefined); },
  }, useful ? t.useful : t.useless);
  const [yes, no] = [rate(true), rate(false)];
  const el = h('div', { class: 'robot' }, choices, isHit === true && h('div', { class: 'mark' }, yes, no));
  const draw = (): void => {
    const held = openOf(talk.store.state)?.conversation;
    show(choices, suggestions.length > 0 && held?.id === conversation && held.state === 'robot');
    const given = talk.store.state.useful[`${conversation}:${seq}`];
    setAttribute(yes, 'aria-pressed', String(given === true));
    setAttribute(no, 'aria-pressed', String(given === false));
  };
  return { el, draw };
}
