import type { Identity, Page, Source } from './talk/types';
import { cardOf } from './view/card';
import type { Options } from './view/part';

export interface Settings {
  options: Options;
  page: Page;
  identity?: Identity | undefined;
  open: boolean;
}

const SOURCES: readonly Source[] = ['message_center', 'order_detail', 'order_list', 'shop_home', 'product_detail', 'other'];

/** What the page's one script line says. On our own whole-page window the address says it instead. */
export function readSettings(script: HTMLScriptElement, address = new URL(location.href)): Settings | undefined {
  const data = { ...script.dataset };
  const whole = data.mode === 'page';
  if (whole) for (const [key, value] of address.searchParams) if (key !== 'mode') data[key] = value;
  if (!data.shop) return undefined;
  const position = data.position === 'left' || data.position === 'right' ? data.position : undefined;
  return {
    options: {
      origin: new URL(script.src, address).origin, shop: data.shop, language: languageOf(data.language),
      position, color: data.color, title: data.title, theme: data.theme === 'dark' || data.theme === 'auto' ? data.theme : 'light',
      launcher: data.launcher !== 'none', whole,
    },
    page: {
      source: sourceOf(data.source), channel: data.channel === 'h5' || whole ? 'h5' : 'web',
      product: cardOf(json(data.product)), order: cardOf(json(data.order)),
    },
    identity: identityOf(json(data.identity)),
    open: whole || data.open === 'true',
  };
}

export const sourceOf = (value: unknown): Source => SOURCES.find((source) => source === value) ?? 'other';

export function identityOf(value: unknown): Identity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { memberId, name, phone, expires, signature } = value as Record<string, unknown>;
  if (typeof memberId !== 'string' || typeof expires !== 'number' || typeof signature !== 'string') return undefined;
  return {
    memberId, expires, signature,
    ...(typeof name === 'string' && { name }), ...(typeof phone === 'string' && { phone }),
  };
}

/** The page's own language, unless its script line names one. */
const languageOf = (named: string | undefined): string =>
  /^en\b/i.test(named ?? document.documentElement.lang) ? 'en-US' : 'zh-CN';

function json(text: string | undefined): unknown {
  try {
    return text ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
