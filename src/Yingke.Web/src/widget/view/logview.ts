import type { State } from '../talk/state';
import { h, setAttribute, setText, show } from './dom';
import type { Part, Room } from './part';
import { Rows } from './rows';
import { timeline } from './timeline';
import type { Row } from './timeline';

const NEAR_END = 48;
const NEAR_TOP = 80;

/** The log: follows its end while the reader is there, and never moves under a reader who is not. */
export function logView(room: Room): Part & { toEnd(): void } {
  const { t, talk } = room;
  const older = h('button', { type: 'button', class: 'text older', hidden: true, click: () => { void talk.older(); } });
  const list = h('div', { class: 'rows' });
  const typing = h('p', { class: 'typing', hidden: true });
  const log = h('div', {
    class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': t.log, tabindex: 0,
    scroll: () => { scrolled(); },
  }, older, list, typing);
  const jump = h('button', { type: 'button', class: 'jump', hidden: true, click: () => { toEnd(); } });
  const el = h('div', { class: 'logwrap' }, log, jump);
  const rows = new Rows(room, list, () => { if (following) toEnd(); });

  let following = true;
  let endKey = '';
  let shown: Row[] = [];
  let greeted = false;

  const toEnd = (): void => {
    following = true;
    log.scrollTop = log.scrollHeight;
    settle();
  };
  const settle = (): void => {
    if (following) endKey = shown[shown.length - 1]?.key ?? '';
    const from = shown.findIndex((row) => row.key === endKey) + 1;
    const fresh = following ? 0 : shown.slice(from).filter((row) => row.kind === 'message' && !row.own).length;
    show(jump, !following);
    setText(jump, fresh ? t.newMessages(fresh) : '↓');
    setAttribute(jump, 'aria-label', fresh ? t.newMessages(fresh) : t.toEnd);
    if (following && talk.store.state.open && !document.hidden) talk.read();
  };
  const scrolled = (): void => {
    following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (log.scrollTop < NEAR_TOP && log.scrollHeight > log.clientHeight && talk.hasOlder) void talk.older();
    settle();
  };
  document.addEventListener('visibilitychange', settle);
  // The keyboard, a question, a growing text: whoever reads the end keeps seeing it.
  new ResizeObserver(() => { if (following) toEnd(); }).observe(log);

  const draw = (state: State): void => {
    const next = timeline(state.segments, state.outbox);
    const greeting = state.session?.shop.greeting;
    // The shop's greeting stands above a talk that begins here and now.
    greeted ||= state.phase === 'ready' && !next.length && !state.segments.length && !!greeting;
    if (greeted && greeting) next.unshift({ key: 'greeting', kind: 'message', own: false, entry: { kind: 'text', at: '', text: greeting } });
    const own = next[next.length - 1];
    const wrote = own?.kind === 'message' && own.own && !shown.some((row) => row.key === own.key);
    const anchor = following ? undefined : anchorOf(log, list);
    rows.draw(next, state.uploads);
    shown = next;
    if (following || wrote) toEnd();
    else if (anchor) log.scrollTop += anchor.el.offsetTop - anchor.top;
  };

  return {
    el,
    toEnd,
    update(state: State): void {
      if (!state.segments.length && !state.outbox.length && state.phase !== 'ready') greeted = false;
      show(older, talk.hasOlder || state.loadingOlder);
      setText(older, state.loadingOlder ? t.loading : t.older);
      setAttribute(log, 'aria-busy', String(state.loadingOlder));
      draw(state);
      show(typing, state.typing !== undefined);
      setText(typing, state.typing === undefined ? '' : t.typing(state.typing));
      if (following) toEnd();
      else settle();
    },
  };
}

/** The first line the reader sees, and where it is. */
function anchorOf(log: HTMLElement, list: HTMLElement): { el: HTMLElement; top: number } | undefined {
  for (const el of list.children) {
    if (el instanceof HTMLElement && el.offsetTop + el.offsetHeight > log.scrollTop) return { el, top: el.offsetTop };
  }
  return undefined;
}
