export interface Draft { text: string; note: boolean; at: number }

const keptMs = 7 * 24 * 3600 * 1000;
const memory = new Map<string, Draft>();
const prefix = 'yingke.draft.';

/** What was being written in a conversation: it survives a change of conversation and a reload. */
export function draftOf(agentId: string, conversationId: string): Draft {
  const key = `${prefix}${agentId}.${conversationId}`;
  const held = memory.get(key);
  if (held) return held;
  try {
    const text = localStorage.getItem(key);
    if (text) return JSON.parse(text) as Draft;
  } catch {
    // Nothing readable there: nothing was being written.
  }
  return { text: '', note: false, at: 0 };
}

export function saveDraft(agentId: string, conversationId: string, text: string, note: boolean): void {
  const key = `${prefix}${agentId}.${conversationId}`;
  const draft = { text, note, at: Date.now() };
  memory.set(key, draft);
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Kept in memory.
  }
}

/** Those nobody came back to for a week. */
export function dropOldDrafts(now: number): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix)))
      if (now - ((JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Draft>).at ?? 0) > keptMs) localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: nothing is kept anyway.
  }
}
