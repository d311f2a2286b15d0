import type { Room } from './part';
import type { Row, Shown } from './timeline';
import { ROBOT } from './timeline';
import { cardBody } from './card';
import { h, icon, setText } from './dom';
import { linkify, safeAddress } from './linkify';
import { sizeOf } from './texts';
import { robotPlace, tradeCard } from './trade';

export type MessageRow = Extract<Row, { kind: 'message' }>;

const WIDE = 220;
const HIGH = 260;

/** The same again would be refused again. */
const HOPELESS = new Set(['file_too_large', 'file_type_refused', 'file_gone', 'invalid']);

/** A message's element and how it follows what can still change: its mark, and whether it opens a group. */
export interface Bubble {
  el: HTMLElement;
  follow(row: MessageRow, first: boolean, upload: number | undefined): void;
}

export function bubble(room: Room, row: MessageRow, loaded: () => void): Bubble {
  const { t } = room;
  const name = h('small', { class: 'name' });
  const mark = h('div', { class: 'mark' });
  const body = row.entry.recalled ? h('p', { class: 'gone' }, t.recalled) : content(room, row.entry, loaded);
  const el = h('div', { class: `msg ${row.own ? 'own' : 'theirs'} is-${row.entry.kind}` }, name, h('div', { class: 'bub' }, body), mark);
  const foot = row.robot && robotPlace(room, row.robot, loaded);
  if (foot) el.append(foot.el);
  let drawn = '';
  return {
    el,
    follow(now, first, upload): void {
      setText(name, !first ? '' : now.name === ROBOT ? t.robot : (now.name ?? ''));
      foot?.draw();
      el.classList.toggle('first', first);
      const key = `${now.mark ?? ''}/${now.error ?? ''}/${upload ?? ''}`;
      if (key === drawn) return;
      drawn = key;
      drawMark(room, mark, now, upload);
    },
  };
}

function drawMark({ t, talk }: Room, mark: HTMLElement, row: MessageRow, upload: number | undefined): void {
  mark.className = `mark ${row.mark ?? ''}`;
  const id = row.entry.clientId ?? '';
  if (row.mark === 'failed') {
    const why = row.error && row.error !== 'unreachable' ? t.error(row.error) : t.failed;
    mark.replaceChildren(...[
      h('span', { role: 'alert' }, why),
      !HOPELESS.has(row.error ?? '') && h('button', { type: 'button', class: 'text', click: () => { talk.resend(id); } }, t.resend),
      h('button', { type: 'button', class: 'text', click: () => { talk.sender.discard(id); } }, t.discard),
    ].filter((one) => one !== false));
  } else if (row.mark === 'sending') mark.replaceChildren(upload === undefined ? t.sending : t.uploading(Math.round(upload * 100)));
  else mark.replaceChildren(row.mark === 'read' ? t.read : row.mark === 'sent' ? t.sent : '');
}

function content(room: Room, entry: Shown, loaded: () => void): HTMLElement {
  if (entry.kind === 'product_card' && entry.product) return cardBody(entry.product);
  if (entry.kind === 'card') return tradeCard(room, entry, loaded);
  if (entry.kind === 'image' && entry.file) return picture(room, entry, loaded);
  if (entry.file) return fileChip(room, entry.file);
  return h('p', {}, ...linkify(entry.text ?? ''));
}

function picture(room: Room, entry: Shown, loaded: () => void): HTMLElement {
  const { file } = entry;
  const blob = entry.clientId ? room.talk.sender.blob(entry.clientId) : undefined;
  const src = blob ? URL.createObjectURL(blob) : safeAddress(absolute(room, file?.url));
  if (!src || !file) return file ? fileChip(room, file) : h('p');
  const { width, height } = file;
  const scale = width && height ? Math.min(1, WIDE / width, HIGH / height) : undefined;
  const img = h('img', {
    src, alt: file.name || room.t.picturePreview, referrerpolicy: 'no-referrer',
    // The room is kept before the picture is there, so that nothing jumps.
    width: scale && width ? Math.round(width * scale) : undefined, height: scale && height ? Math.round(height * scale) : undefined,
    load: loaded,
    error: () => { frame.replaceWith(fileChip(room, file)); },
  });
  // Never a link to the file as it is here: an SVG opened that way would run as a page of the shop's.
  const frame = blob
    ? h('span', { class: 'picture' }, img)
    : h('a', { class: 'picture', href: src, target: '_blank', rel: 'noopener noreferrer' }, img);
  return frame;
}

function fileChip(room: Room, file: NonNullable<Shown['file']>): HTMLElement {
  const words = h('span', { class: 'words' }, h('b', { title: file.name }, file.name), h('small', {}, sizeOf(file.size)));
  const href = safeAddress(absolute(room, file.url));
  return href
    ? h('a', { class: 'card', href, download: file.name, target: '_blank', rel: 'noopener noreferrer' }, icon('file', 28), words)
    : h('span', { class: 'card' }, icon('file', 28), words);
}

const absolute = (room: Room, url: string | undefined): string | undefined =>
  url === undefined ? undefined : new URL(url, room.options.origin).href;
