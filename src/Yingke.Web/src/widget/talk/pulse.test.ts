import { describe, expect, it } from 'vitest';
import { checkAfter } from './pulse';

const held = { open: true, visible: true, held: true, link: 'live' } as const;

describe('the idle look at the head', () => {
  it('finds a dead receive path within half a minute', () => {
    expect(checkAfter(held)).toBe(25_000);
  });

  it('carries the talk where there is no push', () => {
    expect(checkAfter({ ...held, link: 'lost' })).toBe(4_000);
  });

  it('costs little while the window is closed, and nothing unseen or without a conversation', () => {
    expect(checkAfter({ ...held, open: false })).toBe(60_000);
    expect(checkAfter({ ...held, visible: false })).toBeUndefined();
    expect(checkAfter({ ...held, held: false })).toBeUndefined();
  });
});
