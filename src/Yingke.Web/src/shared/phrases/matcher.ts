import { normalise, plainOf } from './normalise';

export type Severity = 'block' | 'warn' | 'mark';

/** A phrase of the list, or a text within which nothing is a hit. */
export interface Listed { text: string; severity: Severity; replacement?: string; note?: string }

/** Where one stands in the original, in UTF-16 offsets, end exclusive. */
export interface Hit extends Listed { start: number; end: number }

const root = 0;
const nobody = -1;

/** All phrases in one pass over a text, however many there are (Aho–Corasick). Of overlapping hits the longest that starts earliest wins. */
export class PhraseMatcher {
  readonly #phrases: readonly Listed[];
  /** From state and character to state; what is not there falls back. */
  readonly #next = new Map<number, number>();
  readonly #fallback = [root];
  /** The nearest shorter state on the way back that ends something. */
  readonly #shorter = [root];
  readonly #ends = [nobody];
  readonly #exempt = [false];
  readonly #lengths = [0];

  constructor(phrases: readonly Listed[], exempt: readonly string[] = []) {
    this.#phrases = phrases;
    phrases.forEach(({ text }, i) => this.#insert(plainOf(text), i));
    exempt.forEach((text) => this.#insert(plainOf(text), nobody));
    this.#link();
  }

  /** Without overlaps, in the order of the text. */
  find(original: string): Hit[] {
    const { text, starts, ends } = normalise(original);
    const longest = new Map<number, { phrase: number; length: number }>();
    const exempt: { start: number; end: number }[] = [];
    let state = root;
    for (let i = 0; i < text.length; i++) {
      state = this.#step(state, text.charCodeAt(i));
      for (let end = this.#isEnd(state) ? state : this.#at(this.#shorter, state); end !== root; end = this.#at(this.#shorter, end)) {
        const length = this.#at(this.#lengths, end);
        const start = i - length + 1;
        if (this.#exempt[end]) exempt.push({ start, end: start + length });
        const phrase = this.#at(this.#ends, end);
        if (phrase !== nobody && (longest.get(start)?.length ?? 0) < length) longest.set(start, { phrase, length });
      }
    }
    const hits: Hit[] = [];
    let free = 0;
    for (const [start, { phrase, length }] of [...longest].sort(([a], [b]) => a - b)) {
      if (start < free || exempt.some((one) => one.start <= start && one.end >= start + length)) continue;
      const listed = this.#phrases[phrase];
      const from = starts[start];
      const to = ends[start + length - 1];
      if (listed && from !== undefined && to !== undefined) hits.push({ ...listed, start: from, end: to });
      free = start + length;
    }
    return hits;
  }

  #at(list: readonly number[], state: number): number {
    return list[state] ?? root;
  }

  #isEnd(state: number): boolean {
    return this.#at(this.#lengths, state) > 0;
  }

  #step(from: number, character: number): number {
    for (let state = from; ; state = this.#at(this.#fallback, state)) {
      const following = this.#next.get(state * 0x10000 + character);
      if (following !== undefined) return following;
      if (state === root) return root;
    }
  }

  #insert(plain: string, number: number): void {
    if (plain === '') return;
    let state = root;
    for (let i = 0; i < plain.length; i++) {
      const key = state * 0x10000 + plain.charCodeAt(i);
      let following = this.#next.get(key);
      if (following === undefined) {
        following = this.#fallback.length;
        this.#fallback.push(root);
        this.#shorter.push(root);
        this.#ends.push(nobody);
        this.#exempt.push(false);
        this.#lengths.push(0);
        this.#next.set(key, following);
      }
      state = following;
    }
    this.#lengths[state] = plain.length;
    // Of two that read the same the first is found.
    if (number === nobody) this.#exempt[state] = true;
    else if (this.#ends[state] === nobody) this.#ends[state] = number;
  }

  /** Level by level: states are numbered as they were added, but a longer one may come before a shorter one. */
  #link(): void {
    const children = new Map<number, [character: number, state: number][]>();
    for (const [key, state] of this.#next) {
      const parent = Math.floor(key / 0x10000);
      const siblings = children.get(parent);
      if (siblings) siblings.push([key % 0x10000, state]);
      else children.set(parent, [[key % 0x10000, state]]);
    }
    let level = (children.get(root) ?? []).map(([, state]) => state);
    while (level.length > 0) {
      const below: number[] = [];
      for (const state of level)
        for (const [character, child] of children.get(state) ?? []) {
          const back = this.#step(this.#at(this.#fallback, state), character);
          this.#fallback[child] = back;
          this.#shorter[child] = this.#isEnd(back) ? back : this.#at(this.#shorter, back);
          below.push(child);
        }
      level = below;
    }
  }
}
