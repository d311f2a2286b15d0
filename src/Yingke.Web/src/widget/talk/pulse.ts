/** How long after the last look at the server's head the next one is due; undefined = not needed now. */
export interface Pulse {
  open: boolean;
  visible: boolean;
  /** A conversation is held that is not closed. */
  held: boolean;
  link: 'idle' | 'live' | 'lost';
}

const IDLE = 25_000;
const MINIMISED = 60_000;
const WITHOUT_PUSH = 4_000;

export function checkAfter({ open, visible, held, link }: Pulse): number | undefined {
  if (!visible || !held) return undefined;
  if (!open) return MINIMISED;
  return link === 'live' ? IDLE : WITHOUT_PUSH;
}
