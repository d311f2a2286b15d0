import type { Api } from './api';
import { Problem } from './api';
import { Keep } from './keep';
import { Past } from './past';
import type { Identity, Session } from './types';

export type NoSession = 'unknown_shop' | 'closed_to_strangers' | 'identity_refused' | 'unreachable';

/** Who the buyer is to the shop, and what this browser keeps for them. */
export class Door {
  readonly #api: Api;
  readonly #shop: string;
  readonly #language: string;
  #identity: Identity | undefined;
  #renewedAt = 0;
  keep: Keep;
  past: Past;

  constructor(api: Api, shop: string, language: string, identity: Identity | undefined) {
    this.#api = api;
    this.#shop = shop;
    this.#language = language;
    this.#identity = identity;
    this.keep = this.#corner();
    this.past = new Past(this.keep);
  }

  /** A session, the reason why there is none, or nothing when somebody else came in meanwhile. */
  async enter(): Promise<Session | NoSession | undefined> {
    const { keep } = this;
    const identity = this.#identity;
    const token = identity ? undefined : keep.get('token');
    try {
      const session = await this.#api.session({
        shop: this.#shop, language: this.#language, ...(token && { token }), ...(identity && { identity }),
      });
      if (keep !== this.keep) return undefined;
      this.#api.token = session.token;
      // A signed buyer's token is never left on the device: the shop's page signs them in again, or nobody does.
      if (!identity) keep.set('token', session.token);
      return session;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return keep === this.keep ? whyNot(error, identity !== undefined) : undefined;
    }
  }

  /** True when it is another buyer, whose corner is now the one in use. */
  turnTo(identity: Identity | undefined): boolean {
    const same = identity?.memberId === this.#identity?.memberId;
    this.#identity = identity;
    if (same) return false;
    this.#api.token = undefined;
    this.keep = this.#corner();
    this.past = new Past(this.keep);
    return true;
  }

  /** The token is no longer honoured: true when a new session should be asked for, which must not go in a circle. */
  lost(): boolean {
    if (Date.now() - this.#renewedAt < 30_000) return false;
    this.#renewedAt = Date.now();
    this.keep.remove('token');
    return true;
  }

  /** Each buyer of a shop has a corner of their own: a signed member's drafts are not a stranger's. */
  #corner(): Keep {
    return new Keep(`yingke:${this.#shop}:${this.#identity ? `m:${this.#identity.memberId}:` : ''}`);
  }
}

function whyNot(error: Problem, signed: boolean): NoSession {
  if (error.status === 404 || error.status === 403) return 'unknown_shop';
  if (error.status === 401) return signed ? 'identity_refused' : 'closed_to_strangers';
  return 'unreachable';
}
