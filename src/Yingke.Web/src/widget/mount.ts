import { identityOf, sourceOf } from './options';
import type { Settings } from './options';
import { currentOf, isMessage, unreadOf } from './talk/state';
import { Talk } from './talk/talk';
import { cardOf } from './view/card';
import { Window } from './view/window';

type Listener = (detail: unknown) => void;

/** What a shop's page may ask of the window. There is no way in by messages from other windows. */
export interface PageApi {
  open(): void;
  close(): void;
  /** Opens the window with the complaint in front; about an order if its number is given. */
  complain(orderNumber?: unknown): void;
  /** Signed by the shop's own server; nothing or null = nobody is signed in any more. */
  identify(identity?: unknown): void;
  setPage(page: { source?: unknown; product?: unknown; order?: unknown }): void;
  /** `ready`, `open`, `close`, `message`, `unread`, `problem`. */
  on(event: string, listener: Listener): void;
}

declare global {
  interface Window {
    Yingke?: PageApi;
  }
}

/** The page's styles may hit the host element: what matters is set so that they cannot win. */
const HOST = {
  all: 'initial', position: 'fixed', inset: 'auto', width: '0', height: '0', display: 'block', visibility: 'visible', opacity: '1',
  transform: 'none', filter: 'none', 'clip-path': 'none', contain: 'none', 'pointer-events': 'auto', 'z-index': '2147483000', zoom: '1',
};

export function mount({ options, page, identity, open }: Settings): void {
  if (window.Yingke) return;
  const host = document.createElement('yingke-window');
  for (const [name, value] of Object.entries(HOST)) host.style.setProperty(name, value, 'important');
  // Beside the body: a transformed or replaced body does not take the window along.
  document.documentElement.append(host);
  const talk = new Talk(options.origin, options.shop, options.language, page, identity);
  const view = new Window(host, talk, options);
  const listeners = new Map<string, Listener[]>();
  const tell = (event: string, detail?: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(detail);
  };
  window.Yingke = {
    open: () => { view.open(); },
    close: () => { view.close(); },
    complain: (order) => { view.complain(typeof order === 'string' ? order : undefined); },
    identify: (next) => { talk.identify(identityOf(next)); },
    setPage: (next) => {
      talk.setPage({
        ...(next.source !== undefined && { source: sourceOf(next.source) }),
        ...('product' in next && { product: cardOf(next.product) }), ...('order' in next && { order: cardOf(next.order) }),
      });
    },
    on: (event, listener) => { listeners.set(event, [...(listeners.get(event) ?? []), listener]); },
  };
  talk.onProblem = (code) => { tell('problem', { code }); };
  report(talk, tell);
  void talk.start();
  if (open) view.open();
  window.dispatchEvent(new CustomEvent('yingke:ready'));
}

/** Turns changes of the state into the page's events. */
function report(talk: Talk, tell: (event: string, detail?: unknown) => void): void {
  let before = { ready: false, open: false, unread: 0, last: 0, conversation: '' };
  talk.store.onChange((state) => {
    const current = currentOf(state);
    const last = current?.log.entries.findLast((entry) => entry.from !== 'buyer' && isMessage(entry.kind))?.seq ?? 0;
    const now = {
      ready: state.phase === 'ready', open: state.open, unread: unreadOf(state), last, conversation: current?.conversation.id ?? '',
    };
    const was = before;
    before = now;
    if (now.ready && !was.ready) tell('ready');
    if (now.open !== was.open) tell(now.open ? 'open' : 'close');
    if (now.unread !== was.unread) tell('unread', { count: now.unread });
    if (now.conversation === was.conversation && was.last > 0 && now.last > was.last) tell('message');
  });
}
