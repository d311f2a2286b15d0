import type { Scope } from '@/shared/api/types';
import type { Grants } from './types';

// The server decides who may give what; this only greys what it would refuse.

const width: Record<Scope, number> = { all: 3, own: 2, self: 1 };

/** Nobody gives more than they have. */
export function mayGive(held: Grants, permission: string, scope: Scope): boolean {
  const mine = held[permission];
  return mine !== undefined && width[mine] >= width[scope];
}

/** Whether an account with these permissions may be changed by somebody with those. */
export function mayManage(held: Grants, theirs: Grants): boolean {
  return Object.entries(theirs).every(([permission, scope]) => mayGive(held, permission, scope));
}

/** Whether two posts allow the same. */
export function sameGrants(a: Grants, b: Grants): boolean {
  return Object.keys({ ...a, ...b }).every((id) => a[id] === b[id]);
}

/** Without the permission, or with it at this reach. */
export function granted(grants: Grants, permission: string, scope: Scope | null): Grants {
  const rest = Object.fromEntries(Object.entries(grants).filter(([id]) => id !== permission));
  return scope ? { ...rest, [permission]: scope } : rest;
}
