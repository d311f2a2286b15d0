import type { State } from '../talk/state';
import { askPerson } from '../talk/robot';
import { openOf } from '../talk/state';
import { h, setText, show } from './dom';
import { ask } from './ask';
import type { Part, Room } from './part';
import { when } from './texts';

/** Shown only when a cut lasts: short ones heal unseen. */
const CUT_SHOWN = 3_000;

/** The quiet lines between head and log: the connection, the place in the queue, by when a message is answered. */
export function status(room: Room): Part {
  const { t, talk } = room;
  const cut = h('p', { class: 'cut', role: 'status', hidden: true }, t.lost);
  const place = h('span', { 'aria-live': 'polite' });
  const estimate = h('span', { class: 'num', 'aria-hidden': 'true' });
  const question = h('div', { class: 'ask', hidden: true });
  const leave = h('button', { type: 'button', class: 'text', click: () => { void talk.leaveMessage().catch(ignored); } }, t.leaveMessage);
  const abandon = h('button', {
    type: 'button', class: 'text', click: () => { ask(question, t.abandonSure, t.giveUp, t.no, () => talk.close()); },
  }, t.abandon);
  const queue = h('div', { class: 'queue', hidden: true }, h('p', {}, place, estimate), leave, abandon);
  const robot = h('div', { class: 'queue', hidden: true }, h('p', {}, t.robot), h('button', { type: 'button', class: 'text', click: () => { askPerson(talk); } }, t.person));
  const answer = h('p', { class: 'answer', role: 'status', hidden: true });
  const el = h('div', { class: 'status' }, cut, robot, queue, question, answer);

  let lostAt = 0;
  let told = '';
  let due = 0;
  const tick = (): void => {
    show(cut, lostAt > 0 && Date.now() - lostAt > CUT_SHOWN);
    const left = Math.ceil((due - Date.now()) / 1000);
    if (queue.hidden) return;
    setText(estimate, due === 0 ? '' : left > 0 ? t.estimate(Math.floor(left / 60), left % 60) : t.anyMoment);
  };
  setInterval(tick, 1000);

  return {
    el,
    update(state: State): void {
      const lost = state.open && state.phase === 'ready' && state.link === 'lost';
      lostAt = lost ? lostAt || Date.now() : 0;
      const conversation = openOf(state)?.conversation;
      const queued = conversation?.state === 'queued';
      show(robot, conversation?.state === 'robot');
      show(queue, queued);
      if (!queued) question.hidden = true;
      if (queued) {
        setText(place, t.place(conversation.position ?? 1));
        // Counted down from the moment it was told; a new telling starts anew.
        const now = `${conversation.position ?? ''}/${conversation.estimateSeconds ?? ''}`;
        if (now !== told) due = conversation.estimateSeconds === undefined ? 0 : Date.now() + conversation.estimateSeconds * 1000;
        told = now;
      } else told = '';
      show(answer, conversation?.state === 'offline');
      if (conversation?.state === 'offline') {
        setText(answer, promised(conversation.answerBy) ? t.answerBy(when(conversation.answerBy, t)) : t.answerSoon);
      }
      tick();
    },
  };
}

/** A promise that has passed is not repeated. */
const promised = (at: string | undefined): at is string => at !== undefined && Date.parse(at) > Date.now();

/** The state comes back unchanged with the next look at the server; the button is still there. */
function ignored(): void {}
