/** A text as phrases are looked for in it; `starts` and `ends` are the places in the original of every character left. */
export interface Plain { text: string; starts: number[]; ends: number[] }

const dropped = /^[\p{P}\p{Z}\p{C}]$/u;

/**
 * Each code point NFKC-normalised by itself and lower-cased, then what is punctuation, white space or control dropped; symbols stay. The same as
 * the server does, which decides.
 */
export function normalise(original: string): Plain {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const point of original) {
    const end = at + point.length;
    const code = point.charCodeAt(0);
    // Nearly everything is a Chinese character of the one block that normalisation leaves alone.
    const kept = code >= 0x4e00 && code <= 0x9fff ? point : reduce(point);
    for (let i = 0; i < kept.length; i++) {
      starts.push(at);
      ends.push(end);
    }
    text += kept;
    at = end;
  }
  return { text, starts, ends };
}

export function plainOf(phrase: string): string {
  return normalise(phrase).text;
}

function reduce(point: string): string {
  let kept = '';
  for (const part of point.normalize('NFKC')) {
    const lower = part.toLowerCase();
    // A letter whose lower case is two stays as it is, as it does on the server.
    const one = [...lower].length === 1 ? lower : part;
    if (!dropped.test(one)) kept += one;
  }
  return kept;
}
