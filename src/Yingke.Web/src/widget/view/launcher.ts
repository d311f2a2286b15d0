import type { State } from '../talk/state';
import { unreadOf } from '../talk/state';
import { h, icon, setAttribute, setText, show } from './dom';
import type { Part, Room } from './part';

/** The round button with the count of what was not read yet. */
export function launcher(room: Room, click: () => void): Part {
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const el = h('button', { type: 'button', class: 'launcher', 'aria-haspopup': 'dialog', click }, icon('chat', 28), icon('down', 28), badge);
  return {
    el,
    update(state: State): void {
      const unread = state.open ? 0 : unreadOf(state);
      show(el, room.options.launcher && !room.options.whole && state.phase !== 'starting' && state.phase !== 'unknown_shop');
      show(badge, unread > 0);
      setText(badge, unread > 99 ? '99+' : String(unread));
      const label = state.open ? room.t.minimise : unread ? room.t.unread(unread) : room.t.open;
      setAttribute(el, 'aria-label', label);
      setAttribute(el, 'aria-expanded', String(state.open));
      el.classList.toggle('open', state.open);
    },
  };
}
