import type { State } from '../talk/state';
import { bubble } from './bubble';
import type { Bubble } from './bubble';
import { cardBody } from './card';
import { h } from './dom';
import type { Room } from './part';
import { ratedLine, ratingForm } from './rating';
import type { Row } from './timeline';
import { when } from './texts';

interface Line {
  el: HTMLElement;
  content: string;
  bubble?: Bubble;
}

/** Keeps one element a row: made once, moved never, changed only where something changed. */
export class Rows {
  readonly #room: Room;
  readonly #place: HTMLElement;
  readonly #loaded: () => void;
  readonly #lines = new Map<string, Line>();

  constructor(room: Room, place: HTMLElement, loaded: () => void) {
    this.#room = room;
    this.#place = place;
    this.#loaded = loaded;
  }

  draw(rows: readonly Row[], uploads: State['uploads']): void {
    const gone = new Set(this.#lines.keys());
    let before: Element | null = this.#place.firstElementChild;
    rows.forEach((row, index) => {
      gone.delete(row.key);
      const line = this.#line(row);
      // The element that stood here may just have been made anew.
      if (before && before.parentNode !== this.#place) before = line.el;
      if (row.kind === 'message') {
        line.bubble?.follow(row, opensGroup(row, rows[index - 1]), uploads[row.entry.clientId ?? '']);
      }
      if (line.el === before) before = before.nextElementSibling;
      else this.#place.insertBefore(line.el, before);
    });
    for (const key of gone) {
      this.#lines.get(key)?.el.remove();
      this.#lines.delete(key);
    }
  }

  #line(row: Row): Line {
    const content = contentOf(row, this.#room);
    const held = this.#lines.get(row.key);
    if (held?.content === content) return held;
    const line = this.#make(row, content);
    held?.el.replaceWith(line.el);
    this.#lines.set(row.key, line);
    return line;
  }

  #make(row: Row, content: string): Line {
    const { t } = this.#room;
    switch (row.kind) {
      case 'message': {
        const made = bubble(this.#room, row, this.#loaded);
        return { el: made.el, content, bubble: made };
      }
      case 'time':
        return { el: h('p', { class: 'time num' }, when(row.at, t)), content };
      case 'notice':
        return { el: h('p', { class: 'notice' }, t.notices[row.notice]?.(row.name ?? '') ?? ''), content };
      case 'inflow':
        return { el: h('div', { class: 'inflow' }, h('small', {}, t.cardAbout), cardBody(row.card)), content };
      case 'rating':
        return { el: ratingForm(this.#room, row.conversation), content };
      case 'rated':
        return { el: ratedLine(this.#room, row), content };
    }
  }
}

/** What an element is made from. A picture that is still here as it was chosen stays that picture once it is stored. */
function contentOf(row: Row, room: Room): string {
  if (row.kind !== 'message') return JSON.stringify(row);
  const { kind, text, file, product, data, clientId, recalled } = row.entry;
  if (kind === 'image' && clientId && room.talk.sender.blob(clientId)) return clientId;
  return JSON.stringify([kind, text, file?.url, file?.name, product, data, recalled]);
}

function opensGroup(row: Row, before: Row | undefined): boolean {
  if (row.kind !== 'message') return true;
  return before?.kind !== 'message' || before.own !== row.own || before.name !== row.name;
}
