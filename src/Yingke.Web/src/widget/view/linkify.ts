import { h } from './dom';

/** Only whole http(s) addresses; Chinese punctuation ends one, closing punctuation of the sentence is not part of it. */
const ADDRESS = /https?:\/\/[^\s<>"'`，。！？；：、（）【】《》「」“”]+/gi;
const TRAILING = '.,!?;:)]}';

/** Text as text, with its addresses made clickable under their own full name. */
export function linkify(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const raw = trimmed(match[0]);
    const href = safeAddress(raw);
    if (!href) continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, raw));
    end = match.index + raw.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function trimmed(raw: string): string {
  let end = raw.length;
  while (end > 0 && TRAILING.includes(raw.charAt(end - 1))) end--;
  return raw.slice(0, end);
}

/** http(s) only, and no `user@` before the host, which only serves to pretend another one. */
export function safeAddress(raw: string | undefined): string | undefined {
  if (!raw) return undefined;
  try {
    const url = new URL(raw, location.href);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
}
