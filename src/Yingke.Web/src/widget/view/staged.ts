import { button, h, icon, show } from './dom';
import type { Room } from './part';
import { sizeOf } from './texts';

const MOST = 9;

/** Files chosen, pasted or dropped, waiting for the send button. */
export class Staged {
  readonly el = h('div', { class: 'staged', hidden: true });
  readonly #room: Room;
  readonly #tell: (problem: string) => void;
  readonly #changed: () => void;
  #files: File[] = [];

  constructor(room: Room, tell: (problem: string) => void, changed: () => void) {
    this.#room = room;
    this.#tell = tell;
    this.#changed = changed;
  }

  get count(): number {
    return this.#files.length;
  }

  add(files: Iterable<File>): void {
    const { t, talk } = this.#room;
    const most = talk.store.state.session?.maxFileBytes ?? Infinity;
    for (const file of files) {
      if (file.size > most) this.#tell(t.tooLarge(file.name, sizeOf(most)));
      else if (this.#files.length >= MOST) this.#tell(t.tooMany);
      else this.#files.push(file);
    }
    this.#draw();
  }

  /** Hands over what is here. */
  take(): File[] {
    const files = this.#files;
    this.#files = [];
    this.#draw();
    return files;
  }

  #draw(): void {
    this.el.replaceChildren(...this.#files.map((file) => this.#chip(file)));
    show(this.el, this.#files.length > 0);
    this.#changed();
  }

  #chip(file: File): HTMLElement {
    const remove = (): void => {
      this.#files = this.#files.filter((other) => other !== file);
      this.#draw();
    };
    const face = file.type.startsWith('image/') ? thumbnail(file) : icon('file', 24);
    return h('span', { class: 'chip' }, face, h('span', { class: 'words' }, h('b', { title: file.name }, file.name), h('small', {}, sizeOf(file.size))),
      button('cross', `${this.#room.t.remove} ${file.name}`, remove, 'ib tiny'));
  }
}

function thumbnail(file: File): HTMLElement {
  const src = URL.createObjectURL(file);
  return h('img', { src, alt: '', load: () => { URL.revokeObjectURL(src); } });
}
