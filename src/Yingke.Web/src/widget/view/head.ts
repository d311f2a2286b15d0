import type { State } from '../talk/state';
import { currentOf, openOf } from '../talk/state';
import type { Texts } from './texts';
import { button, h, icon, setAttribute, setText, show } from './dom';
import { ask } from './ask';
import type { Part, Room } from './part';
import { titleOf } from './part';

/** The shop's name, who serves, and the few things one can do with the talk as a whole. */
export function head(room: Room, sound: { on: boolean; toggle(): void }): Part {
  const { t, talk } = room;
  const face = h('span', { class: 'face', 'aria-hidden': 'true' });
  const name = h('h2', { id: 'title' });
  const line = h('p', {}, h('span', {}));
  const question = h('div', { class: 'ask', hidden: true });
  const end = button('end', t.finish, () => {
    ask(question, t.finishSure, t.yes, t.no, () => talk.close());
  });
  const mute = button('mute', t.soundOn, () => {
    sound.toggle();
    drawSound();
  });
  const drawSound = (): void => {
    mute.replaceChildren(icon(sound.on ? 'sound' : 'mute'));
    const label = sound.on ? t.soundOff : t.soundOn;
    setAttribute(mute, 'title', label);
    setAttribute(mute, 'aria-label', label);
    setAttribute(mute, 'aria-pressed', String(sound.on));
  };
  drawSound();
  const orders = button('file', t.orders, () => { room.orders(); });
  const complain = button('flag', t.complain, () => { room.complain(); });
  const close = button('cross', t.close, () => { room.close(); });
  const who = h('div', { class: 'who' }, name, line);
  const el = h('header', {}, h('div', { class: 'bar' }, face, who, orders, complain, mute, end, close), question);
  return {
    el,
    update(state: State): void {
      const title = titleOf(state, room.options);
      setText(name, title);
      setAttribute(name, 'title', title);
      setText(line, subtitle(state, t));
      drawFace(face, title, state.session?.shop.logoUrl);
      const held = openOf(state);
      show(end, held !== undefined && held.conversation.state !== 'queued');
      show(orders, state.session?.buyer.identified === true);
      show(complain, state.session !== undefined);
      show(close, !room.options.whole);
      if (!held) question.hidden = true;
    },
  };
}

function subtitle(state: State, t: Texts): string {
  const conversation = currentOf(state)?.conversation;
  const shop = state.session?.shop;
  if (conversation?.state === 'active') return conversation.agent ? t.served(conversation.agent.name) : t.online;
  if (conversation?.state === 'queued') return t.queued;
  if (conversation?.state === 'offline') return t.offline;
  if (!shop) return '';
  if (!shop.open) return t.away;
  return shop.serviceText ? t.service(shop.serviceText) : t.online;
}

function drawFace(face: HTMLElement, title: string, logo: string | undefined): void {
  const key = logo ?? title.slice(0, 1);
  if (face.dataset.key === key) return;
  face.dataset.key = key;
  face.replaceChildren(logo ? h('img', { src: logo, alt: '', referrerpolicy: 'no-referrer' }) : key);
}
