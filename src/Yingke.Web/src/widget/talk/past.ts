import type { Keep } from './keep';

const KEPT = 30;

/** How far this buyer read each conversation here. */
export class Past {
  readonly #keep: Keep;
  readonly #list: [id: string, seen: number][];

  constructor(keep: Keep) {
    this.#keep = keep;
    this.#list = parse(keep.get('past'));
  }

  /** Notes the conversation being held; answers how far it was read. */
  held(id: string): number {
    const known = this.#list.find((one) => one[0] === id);
    if (known) return known[1];
    this.#list.push([id, 0]);
    if (this.#list.length > KEPT) this.#list.shift();
    this.#save();
    return 0;
  }

  read(id: string, seq: number): void {
    const known = this.#list.find((one) => one[0] === id);
    if (!known || known[1] >= seq) return;
    known[1] = seq;
    this.#save();
  }

  #save(): void {
    this.#keep.set('past', JSON.stringify(this.#list));
  }
}

function parse(text: string | undefined): [string, number][] {
  try {
    const value = JSON.parse(text ?? '[]') as unknown;
    if (!Array.isArray(value)) return [];
    return value.filter((one): one is [string, number] =>
      Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'number');
  } catch {
    return [];
  }
}
