import type { State } from '../talk/state';
import type { Talk } from '../talk/talk';
import type { Texts } from './texts';

/** A piece of the window: an element, and how it follows the state. */
export interface Part {
  readonly el: HTMLElement;
  update(state: State): void;
}

/** What every piece may use. */
export interface Room {
  readonly talk: Talk;
  readonly t: Texts;
  readonly options: Options;
  /** Makes the window pick up something that is not in the state, such as a setting. */
  close(): void;
  /** Shows the buyer their orders, over the talk. */
  orders(): void;
  /** Lets the buyer complain, about an order by its number if there is one. */
  complain(about?: string): void;
}

export interface Options {
  /** Where the program that serves this window is. */
  origin: string;
  shop: string;
  language: string;
  position?: 'left' | 'right' | undefined;
  color?: string | undefined;
  title?: string | undefined;
  theme: 'light' | 'dark' | 'auto';
  /** The page opens the window by a button of its own. */
  launcher: boolean;
  /** The window is the page: an address to send to buyers, without any shop page around it. */
  whole: boolean;
}

export const titleOf = (state: State, options: Options): string =>
  options.title ?? state.session?.shop.title ?? state.session?.shop.name ?? '';
