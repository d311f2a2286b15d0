import { upload } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { FileRef } from '@/shared/api/types';
import { newId } from '@/shared/ids';
import { createStore } from '@/shared/store';
import { send } from './outbox';

/** A file put beside a message. It is uploaded at once, and sent when the agent says so. */
export interface Attachment {
  key: string;
  conversationId: string;
  file: File;
  progress: number;
  state: 'uploading' | 'ready' | 'failed';
  because?: string;
  uploaded?: FileRef;
  /** Sent was pressed while it was still on its way up. */
  sends: boolean;
}

export const attachments = createStore<readonly Attachment[]>([]);
const uploads = new Map<string, AbortController>();

/** Returns the names of those that are too large to be taken. */
export function attach(conversationId: string, files: Iterable<File>, maxBytes: number): string[] {
  const refused: string[] = [];
  for (const file of files) {
    if (file.size > maxBytes) refused.push(file.name);
    else {
      const attachment: Attachment = { key: newId(), conversationId, file, progress: 0, state: 'uploading', sends: false };
      attachments.set((all) => [...all, attachment]);
      void start(attachment);
    }
  }
  return refused;
}

/** A picture that the server made for this agent: beside the message at once. */
export async function attachStored(conversationId: string, stored: FileRef): Promise<void> {
  const bytes = await (await fetch(stored.url, { credentials: 'same-origin' })).blob();
  const file = new File([bytes], stored.name, { type: stored.type });
  attachments.set((all) => [...all, { key: newId(), conversationId, file, progress: 1, state: 'ready', uploaded: stored, sends: false }]);
}

export function retryUpload(key: string): void {
  const attachment = attachments.get().find((one) => one.key === key);
  if (attachment) void start(attachment);
}

export function detach(key: string): void {
  uploads.get(key)?.abort();
  attachments.set((all) => all.filter((one) => one.key !== key));
}

/** Sends what is ready and marks the rest to follow by itself. */
export function sendAttachments(conversationId: string): void {
  attachments.set((all) => all.map((one) => (one.conversationId === conversationId ? { ...one, sends: true } : one)));
  for (const one of attachments.get()) if (one.conversationId === conversationId) sendIfReady(one.key);
}

async function start({ key, file }: Attachment): Promise<void> {
  change(key, { state: 'uploading', progress: 0, because: undefined });
  const abort = new AbortController();
  uploads.set(key, abort);
  try {
    const uploaded = await upload<FileRef>('/files', file, (progress) => change(key, { progress }), abort.signal);
    change(key, { state: 'ready', progress: 1, uploaded });
    sendIfReady(key);
  } catch (error) {
    change(key, { state: 'failed', because: wordsOf(error) });
  } finally {
    uploads.delete(key);
  }
}

function sendIfReady(key: string): void {
  const one = attachments.get().find((item) => item.key === key);
  if (!one?.sends || one.state !== 'ready' || !one.uploaded) return;
  attachments.set((all) => all.filter((item) => item.key !== key));
  send({ conversationId: one.conversationId, kind: one.uploaded.width !== undefined ? 'image' : 'file', file: one.uploaded });
}

function change(key: string, to: Partial<Attachment>): void {
  attachments.set((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
}
