import type { State } from '../talk/state';
import { currentOf, isMessage, unreadOf } from '../talk/state';
import { palette } from './colors';
import { composer } from './composer';
import { h, setText, show } from './dom';
import { dropZone } from './drop';
import { trapTab } from './focus';
import { head } from './head';
import { launcher } from './launcher';
import { logView } from './logview';
import type { Options, Part, Room } from './part';
import { titleOf } from './part';
import { fitPhone } from './phone';
import { knock } from './sound';
import { status } from './status';
import { dress } from './styles';
import type { Talk } from '../talk/talk';
import { textsOf } from './texts';
import { topCard } from './topcard';
import { kitOf, trade, type Kit, type Trade } from './trade';

/** The button and the panel, in a shadow root of their own: the page's styles end at its border. */
export class Window {
  readonly #talk: Talk;
  readonly #options: Options;
  readonly #root: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #button: Part;
  readonly #parts: Part[];
  readonly #writing: ReturnType<typeof composer>;
  readonly #log: ReturnType<typeof logView>;
  readonly #notice = h('div', { class: 'blank', role: 'status', hidden: true });
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  #isPhone = (): boolean => false;
  #back: Element | null = null;
  #heard: number | undefined;
  #painted = '';

  /** Opens the window with the complaint in front. */
  readonly complain: (about?: string) => void;

  constructor(host: HTMLElement, talk: Talk, options: Options) {
    this.#talk = talk;
    this.#options = options;
    const t = textsOf(options.language);
    const room: Room = { talk, t, options, close: () => { this.close(); }, orders: () => { void this.#sheet(room, (part, kit, back) => part.orders(kit, back)); }, complain: (about) => { void this.#sheet(room, (part, kit, back) => part.complaints(kit, back, about)); } };
    this.complain = (about) => { this.open(); room.complain(about); };
    const sound = { on: talk.keep.get('sound') === 'on', toggle: () => { this.#toggleSound(sound); } };
    this.#button = launcher(room, () => { if (talk.store.state.open) this.close(); else this.open(); });
    this.#log = logView(room);
    this.#writing = composer(room);
    const parts = [head(room, sound), status(room), topCard(room)];
    this.#panel = h('section', { class: 'panel', role: 'dialog', 'aria-labelledby': 'title', tabindex: -1, hidden: true },
      ...parts.map((part) => part.el), this.#notice, this.#log.el, this.#writing.el);
    this.#parts = [this.#button, ...parts, this.#log, this.#writing];
    this.#root = h('div', { class: 'yk', lang: t.language, keydown: (event: KeyboardEvent) => { this.#key(event); } }, this.#panel, this.#button.el);
    this.#panel.append(dropZone(this.#panel, t.dropHere, (files) => { this.#writing.add(files); }));
    const shadow = host.attachShadow({ mode: 'open' });
    dress(shadow);
    shadow.append(this.#root);
    this.#isPhone = fitPhone(this.#panel);
    talk.onBuyer = () => { this.#writing.reload(); };
    this.#writing.reload();
    talk.store.onChange((state) => { this.#update(state, t, sound.on); });
    this.#dark.addEventListener('change', () => { this.#paint(talk.store.state); });
  }

  open(): void {
    if (this.#talk.store.state.open) return;
    this.#back = document.activeElement;
    this.#talk.setOpen(true);
    this.#panel.hidden = false;
    this.#log.toEnd();
    // A phone's keyboard would cover half of what the buyer came to read.
    if (this.#isPhone()) this.#panel.focus();
    else this.#writing.focus();
  }

  close(): void {
    if (!this.#talk.store.state.open || this.#options.whole) return;
    this.#talk.setOpen(false);
    this.#panel.hidden = true;
    const back = this.#back instanceof HTMLElement && this.#back !== document.body && this.#back.isConnected ? this.#back : undefined;
    if (back && back.shadowRoot !== this.#root.getRootNode()) back.focus();
    else this.#button.el.focus();
  }

  /** One at a time over the talk. */
  async #sheet(room: Room, make: (part: Trade, kit: Kit, back: () => void) => HTMLElement): Promise<void> {
    const part = await trade(room);
    if (!part) return;
    this.#panel.querySelector('.sheet')?.remove();
    const sheet = make(part, kitOf(room), () => { sheet.remove(); });
    this.#panel.append(sheet);
    sheet.focus();
  }

  #update(state: State, t: ReturnType<typeof textsOf>, sound: boolean): void {
    this.#paint(state);
    for (const part of this.#parts) part.update(state);
    const words = { starting: t.starting, unreachable: t.unreachable, closed_to_strangers: t.strangers, unknown_shop: t.unknown, ready: '' }[state.phase];
    const empty = !state.segments.length && !state.outbox.length;
    show(this.#notice, words !== '' && (empty || state.phase === 'closed_to_strangers'));
    setText(this.#notice, words);
    this.#listen(state, sound);
    if (this.#options.whole && state.session) document.title = titleOf(state, this.#options);
  }

  /** A knock for what the buyer does not see, if they asked for it. */
  #listen(state: State, sound: boolean): void {
    const log = currentOf(state)?.log;
    const last = log?.entries.findLast((entry) => entry.from !== 'buyer' && isMessage(entry.kind))?.seq ?? 0;
    const fresh = this.#heard !== undefined && last > this.#heard && unreadOf(state) > 0;
    if (fresh && sound && (!state.open || document.hidden)) knock();
    if (log?.entries.length || !state.segments.length) this.#heard = last;
  }

  #paint(state: State): void {
    const { theme, color, position } = this.#options;
    const dark = theme === 'dark' || (theme === 'auto' && this.#dark.matches);
    const side = position ?? state.session?.shop.position ?? 'right';
    const colors = palette(color ?? state.session?.shop.color, dark);
    const look = `${side}${dark ? ' dark' : ''}${this.#options.whole ? ' whole' : ''}`;
    const key = look + Object.values(colors).join();
    if (key === this.#painted) return;
    this.#painted = key;
    this.#root.className = `yk ${look}`;
    for (const [name, value] of Object.entries(colors)) this.#root.style.setProperty(`--${name}`, value);
  }

  #key(event: KeyboardEvent): void {
    // The page's own shortcuts must not act on what is typed here.
    event.stopPropagation();
    if (!this.#talk.store.state.open) return;
    if (event.key === 'Escape') {
      if (!this.#writing.escape()) this.close();
    } else trapTab(this.#panel, event);
  }

  #toggleSound(sound: { on: boolean }): void {
    sound.on = !sound.on;
    this.#talk.keep.set('sound', sound.on ? 'on' : 'off');
    if (sound.on) knock();
  }
}
