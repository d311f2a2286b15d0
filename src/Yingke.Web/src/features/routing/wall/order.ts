import type { AgentState } from '@/shared/api/types';

/**
 * Who needs a look first: whose buyer has waited longest, then who went away with open conversations, then who ran over
 * time today, then the fullest. Those who are off with nothing open come last.
 */
export function worstFirst(a: AgentState, b: AgentState): number {
  return waiting(a, b) || Number(orphaned(b)) - Number(orphaned(a)) || Number(present(b)) - Number(present(a))
    || b.today.overdue - a.today.overdue || loadOf(b) - loadOf(a) || a.name.localeCompare(b.name, 'zh-CN');
}

/** Open conversations of how many at most; a seat without places is full. */
export function loadOf({ open, capacity }: AgentState): number {
  return capacity > 0 ? open / capacity : 1;
}

function waiting(a: AgentState, b: AgentState): number {
  if (a.oldestWaitingSince && b.oldestWaitingSince) return Date.parse(a.oldestWaitingSince) - Date.parse(b.oldestWaitingSince);
  return Number(Boolean(b.oldestWaitingSince)) - Number(Boolean(a.oldestWaitingSince));
}

const present = ({ presence }: AgentState) => presence !== 'offline';
const orphaned = (agent: AgentState) => !present(agent) && agent.open > 0;

/** The order that is on the screen, kept: nothing moves under a pointer. Who is new comes last, worst first among them. */
export function inHeldOrder(agents: readonly AgentState[], held: readonly string[]): AgentState[] {
  const place = new Map(held.map((id, i) => [id, i]));
  return [...agents].sort((a, b) => (place.get(a.id) ?? held.length) - (place.get(b.id) ?? held.length) || worstFirst(a, b));
}
