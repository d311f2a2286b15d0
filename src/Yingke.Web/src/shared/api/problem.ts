import { hasText, translate } from '../i18n/i18n';

/** A refusal of the server (RFC 9457), or `code` `network` when there was no answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly members: Record<string, unknown>;

  constructor(status: number, code: string, members: Record<string, unknown> = {}, retryAfterSeconds?: number) {
    super(code);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.field = typeof members.field === 'string' ? members.field : undefined;
    this.members = members;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Nothing was decided: the same request may be made again. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What happened, in words. The server sends codes; the words are ours. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Problem)) return translate('errors.unknown');
  const key = `errors.${error.code}`;
  const words = hasText(key)
    ? translate(key, Object.fromEntries(Object.entries(error.members).filter((pair): pair is [string, string | number] =>
        typeof pair[1] === 'string' || typeof pair[1] === 'number')))
    : translate(error.status >= 500 ? 'errors.server' : 'errors.refused');
  return error.retryAfterSeconds !== undefined ? `${words} ${translate('errors.retryAfter', { n: error.retryAfterSeconds })}` : words;
}
