type Listener = (event: never) => void;
type Props = Record<string, string | number | boolean | Listener | undefined>;

/** Makes an element. Text always becomes a text node: nothing here ever parses markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, props: Props = {}, ...children: (Node | string | undefined | false)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(key, value as unknown as EventListener);
    else setAttribute(element, key, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

export function setAttribute(element: Element, key: string, value: string | number | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(key);
  else if (element.getAttribute(key) !== String(value === true ? '' : value)) element.setAttribute(key, value === true ? '' : String(value));
}

/** Sets text only when it changed: screen readers speak every change of a live region. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

const ICONS = {
  chat: 'M4 5.5h16v11H9.5L5.5 20v-3.5H4z M8 10h8 M8 13h5',
  down: 'M6 9.5l6 6 6-6',
  send: 'M12 19V6 M6 11.5L12 5.5l6 6',
  smile: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M8.5 14c1.8 2.4 5.2 2.4 7 0 M9 9.6v.3 M15 9.6v.3',
  clip: 'M20 11.2l-7.8 7.8a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3',
  sound: 'M4.5 10v4h3l4.5 4V6L7.5 10z M15.5 9.5a3.5 3.5 0 0 1 0 5 M17.8 7a7 7 0 0 1 0 10',
  mute: 'M4.5 10v4h3l4.5 4V6L7.5 10z M16 10l4 4 M20 10l-4 4',
  end: 'M12 4v8 M7.5 6.5a7.5 7.5 0 1 0 9 0',
  cross: 'M6.5 6.5l11 11 M17.5 6.5l-11 11',
  file: 'M7 3.5h7l4 4v13H7z M13.5 3.5V8H18',
  flag: 'M6 21V4 M6 4.5h11l-2.5 4 2.5 4H6',
  star: 'M12 3.8l2.5 5.3 5.7.7-4.2 4 1.1 5.7-5.1-2.8-5.1 2.8L8 13.8l-4.2-4 5.7-.7z',
} as const;

export type Icon = keyof typeof ICONS;

export function icon(name: Icon, size = 20): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  const drawn = {
    viewBox: '0 0 24 24', width: size, height: size, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.7,
    'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(drawn)) svg.setAttribute(key, String(value));
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

export function button(name: Icon, label: string, click: () => void, kind = 'ib'): HTMLButtonElement {
  return h('button', { type: 'button', class: kind, title: label, 'aria-label': label, click }, icon(name));
}
