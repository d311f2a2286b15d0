import { useEffect } from 'react';
import { api } from '../api/client';
import { on, onConnected } from '../hub/desk';
import { createStore } from '../store';
import { PhraseMatcher, type Hit, type Listed, type Severity } from './matcher';

interface BookView { version: number; block: string[]; warn: string[]; mark: string[]; replacements: Record<string, string>; notes: Record<string, string>; exempt: string[] }

/** The shop's forbidden phrases, compiled; null until they have been read once. The server looks again at whatever is sent. */
const book = createStore<{ version: number; matcher: PhraseMatcher } | null>(null);
export const phraseBook = book;

let reading = false;
let again = false;

/** Keeps the list as it is now, for as long as the component is there. */
export function usePhraseBook(): void {
  useEffect(() => {
    void read();
    const stops = [on('phrases', () => void read()), onConnected(() => void read())];
    return () => stops.forEach((stop) => stop());
  }, []);
}

export function hitsIn(text: string): Hit[] {
  return book.get()?.matcher.find(text) ?? [];
}

async function read(): Promise<void> {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  try {
    const view = await api.get<BookView>('/phrases/book');
    if (view.version !== book.get()?.version) book.set({ version: view.version, matcher: new PhraseMatcher([...of(view, 'block'), ...of(view, 'warn'), ...of(view, 'mark')], view.exempt) });
  } catch {
    // The next connection reads it; until then the server alone decides.
  } finally {
    reading = false;
  }
  if (again) {
    again = false;
    await read();
  }
}

function of(view: BookView, severity: Severity): Listed[] {
  return view[severity].map((text) => ({
    text, severity,
    ...(view.replacements[text] !== undefined && { replacement: view.replacements[text] }),
    ...(view.notes[text] !== undefined && { note: view.notes[text] }),
  }));
}
