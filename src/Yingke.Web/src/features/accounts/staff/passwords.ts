// Without 0/O and 1/l/I: it is read aloud and typed by hand.
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A password that nobody guesses: 14 characters out of 56, about 81 bits. */
export function newPassword(length = 14): string {
  let text = '';
  // Bytes of the last, incomplete round are thrown away: every letter is equally likely.
  const limit = 256 - (256 % letters.length);
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < limit && text.length < length) text += letters.charAt(byte % letters.length);
  }
  return text;
}
