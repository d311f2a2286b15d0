import type { Outbox, Pending } from './outbox';
import { survivesReload } from './outbox';

/** localStorage where the browser allows it, memory where cookies are blocked or the quota is spent. */
export class Keep {
  readonly #memory = new Map<string, string>();
  readonly #disk: Storage | undefined;
  readonly prefix: string;

  constructor(prefix: string, disk = storageOf(() => window.localStorage)) {
    this.prefix = prefix;
    this.#disk = disk;
  }

  get(key: string): string | undefined {
    return this.#memory.get(key) ?? this.#read(this.prefix + key) ?? undefined;
  }

  set(key: string, value: string): void {
    try {
      if (!this.#disk) throw new Error('blocked');
      this.#disk.setItem(this.prefix + key, value);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, value);
    }
  }

  remove(key: string): void {
    this.#memory.delete(key);
    try {
      this.#disk?.removeItem(this.prefix + key);
    } catch {
      // Nothing was kept there, then.
    }
  }

  keys(start: string): string[] {
    const keys = new Set([...this.#memory.keys()].filter((key) => key.startsWith(start)));
    const whole = this.prefix + start;
    try {
      for (let i = 0; i < (this.#disk?.length ?? 0); i++) {
        const key = this.#disk?.key(i);
        if (key?.startsWith(whole)) keys.add(key.slice(this.prefix.length));
      }
    } catch {
      // Only what memory holds.
    }
    return [...keys];
  }

  #read(key: string): string | null | undefined {
    try {
      return this.#disk?.getItem(key);
    } catch {
      return undefined;
    }
  }
}

export const OUT = 'out:';

/** One key a message: two tabs of the same buyer must not overwrite each other's unsent ones. */
export function keepOutbox(keep: Keep, before: Outbox, after: Outbox): void {
  const kept = new Set(after.filter(survivesReload).map((one) => one.clientId));
  for (const one of before) if (!kept.has(one.clientId)) keep.remove(OUT + one.clientId);
  for (const one of after) if (kept.has(one.clientId) && !before.includes(one)) keep.set(OUT + one.clientId, JSON.stringify(one));
}

export function keptOutbox(keep: Keep): Outbox {
  const found: Pending[] = [];
  for (const key of keep.keys(OUT)) {
    const one = parse(keep.get(key));
    if (one) found.push(one.state === 'sending' ? { ...one, state: 'waiting' } : one);
    else keep.remove(key);
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}

function parse(text: string | undefined): Pending | undefined {
  try {
    const value = JSON.parse(text ?? '') as Partial<Pending> | null;
    return value && typeof value.clientId === 'string' && typeof value.kind === 'string' ? (value as Pending) : undefined;
  } catch {
    return undefined;
  }
}

function storageOf(open: () => Storage): Storage | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
