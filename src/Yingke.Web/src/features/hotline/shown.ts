/** The calls whose card is up: those that go on, the newest first, then those that are over and not closed by the agent yet. */
export function cardsUp(current: readonly string[], before: readonly string[], closed: ReadonlySet<string>): string[] {
  return [...new Set([...current, ...before])].filter((id) => !closed.has(id));
}

/** Seconds from one instant to another; undefined while one of them is missing. */
export function secondsBetween(from: string | null | undefined, to: string | null | undefined): number | undefined {
  return from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) : undefined;
}

/** The time that counts in each state: talking, ringing, queueing; from when, and until when if that is over. */
export function spanOf(call: { state: string; queuedAt: string; ringingAt?: string | null; answeredAt?: string | null; endedAt?: string | null }): { what: 'talked' | 'rang' | 'waited'; from: string; to?: string } {
  const end = call.endedAt ? { to: call.endedAt } : {};
  if (call.answeredAt) return { what: 'talked', from: call.answeredAt, ...end };
  return call.ringingAt ? { what: 'rang', from: call.ringingAt, ...end } : { what: 'waited', from: call.queuedAt, ...end };
}
