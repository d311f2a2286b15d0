import { Fragment } from 'react';

const address = /(https?:\/\/[^\s<>"'，。；！？、）】》]+)/g;

/** Text as text, with addresses one can click. */
export function LinkedText({ text }: { text: string }) {
  const parts = text.split(address);
  return (
    <>
      {parts.map((part, i) =>
        i % 2 === 1
          ? <a key={i} href={part} target="_blank" rel="noopener noreferrer nofollow">{part}</a>
          : <Fragment key={i}>{part}</Fragment>)}
    </>
  );
}
