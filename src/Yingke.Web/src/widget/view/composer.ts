import type { State } from '../talk/state';
import { openOf } from '../talk/state';
import { button, h, setAttribute, setText, show } from './dom';
import { emojiPicker } from './emoji';
import type { Part, Room } from './part';
import { Staged } from './staged';
import { sizeOf } from './texts';

const TYPING_EVERY = 1_000;
const DRAFT_AFTER = 300;

export interface Composer extends Part {
  focus(): void;
  add(files: Iterable<File>): void;
  /** Another buyer: their draft, not the former one's. */
  reload(): void;
  /** Closes what is open inside it; false when nothing was. */
  escape(): boolean;
}

export function composer(room: Room): Composer {
  const { t, talk } = room;
  const hint = h('p', { class: 'hint', role: 'alert', hidden: true });
  const area = h('textarea', {
    rows: 1, placeholder: t.placeholder, 'aria-label': t.placeholder, enterkeyhint: 'send', autocomplete: 'off',
    input: () => { changed(); }, keydown: (event: KeyboardEvent) => { key(event); }, paste: (event: ClipboardEvent) => { paste(event); },
  });
  const send = button('send', t.send, () => { submit(); }, 'send');
  const picker = h('input', { type: 'file', multiple: true, hidden: true, tabindex: -1, change: () => {
    staged.add(picker.files ?? []);
    picker.value = '';
    area.focus();
  } });
  const tell = (text: string): void => {
    setText(hint, text);
    show(hint, text !== '');
  };
  const staged = new Staged(room, tell, () => { ready(); });
  const emoji = emojiPicker((one) => { insert(one); });
  emoji.hidden = true;
  const smile = button('smile', t.emoji, () => {
    emoji.hidden = !emoji.hidden;
    setAttribute(smile, 'aria-expanded', String(!emoji.hidden));
    if (!emoji.hidden) emoji.querySelector('button')?.focus();
  });
  const clip = button('clip', t.picture, () => { picker.click(); });
  const el = h('form', { class: 'composer', submit: (event: Event) => { event.preventDefault(); } },
    hint, emoji, staged.el, h('div', { class: 'line' }, smile, clip, picker, area, send));

  let most = Infinity;
  let draftTimer: ReturnType<typeof setTimeout> | undefined;
  let typedAt = 0;

  const over = (): number => area.value.trim().length - most;
  const ready = (): void => {
    send.disabled = (!area.value.trim() && !staged.count) || over() > 0;
  };
  const grow = (): void => {
    area.style.setProperty('height', 'auto');
    area.style.setProperty('height', `${Math.min(area.scrollHeight, 120)}px`);
  };
  const save = (): void => {
    clearTimeout(draftTimer);
    if (area.value) talk.keep.set('draft', area.value);
    else talk.keep.remove('draft');
  };
  const changed = (): void => {
    tell(over() > 0 ? t.tooLong(over()) : '');
    ready();
    grow();
    clearTimeout(draftTimer);
    draftTimer = setTimeout(save, DRAFT_AFTER);
    if (Date.now() - typedAt < TYPING_EVERY) return;
    typedAt = Date.now();
    talk.typing(area.value || null);
  };
  const submit = (): void => {
    if (send.disabled) return;
    const text = area.value.trim();
    for (const file of staged.take()) talk.sender.attach(file, file.name || 'image.png');
    if (text) talk.sender.add({ kind: 'text', text });
    area.value = '';
    emoji.hidden = true;
    changed();
    save();
    talk.typing(null);
    area.focus();
  };
  const key = (event: KeyboardEvent): void => {
    // Enter ends a word in an input method before it ends the message.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  };
  const paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    staged.add(files);
  };
  const insert = (one: string): void => {
    area.setRangeText(one, area.selectionStart, area.selectionEnd, 'end');
    changed();
  };
  window.addEventListener('pagehide', save);

  return {
    el,
    focus: () => { area.focus(); },
    add: (files) => { staged.add(files); },
    reload(): void {
      area.value = talk.keep.get('draft') ?? '';
      staged.take();
      ready();
      grow();
    },
    escape(): boolean {
      if (emoji.hidden) return false;
      emoji.hidden = true;
      area.focus();
      return true;
    },
    update(state: State): void {
      most = state.session?.maxTextLength ?? Infinity;
      show(el, state.phase !== 'closed_to_strangers' && state.phase !== 'unknown_shop');
      const ended = state.segments.length > 0 && !openOf(state);
      setAttribute(area, 'placeholder', ended ? t.placeholderEnded : t.placeholder);
      if (state.session) setAttribute(clip, 'title', t.pictureLimit(sizeOf(state.session.maxFileBytes)));
      ready();
    },
  };
}
