import { comma } from '@/shared/i18n/i18n';

export interface Change { path: string; old?: string; new?: string }

/**
 * What differs between two documents, as lines that can be read: `reply.redSeconds: 60 → 90`. Lists are told as a whole,
 * and what only one side has has no other side.
 */
export function changesOf(old: unknown, now: unknown, path = ''): Change[] {
  if (isObject(old) || isObject(now)) {
    const [a, b] = [isObject(old) ? old : {}, isObject(now) ? now : {}];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .flatMap((name) => changesOf(a[name], b[name], path === '' ? name : `${path}.${name}`));
  }
  const [was, is] = [textOf(old), textOf(now)];
  return was === is ? [] : [{ path, ...(was !== undefined && { old: was }), ...(is !== undefined && { new: is }) }];
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? JSON.stringify(one) : String(one))).join(comma());
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
