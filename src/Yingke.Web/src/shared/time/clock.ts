import { createStore, useStore } from '../store';

// Waiting clocks must agree with the server's, whatever this computer's clock says.
let offsetMs = 0;
let known = false;

/** The server's time as told by an answer that took `tookMs`: the truth lies about in the middle. */
export function learnServerTime(iso: string, tookMs = 0): void {
  const told = Date.parse(iso);
  if (Number.isNaN(told)) return;
  const measured = told + tookMs / 2 - Date.now();
  // Small differences are the network's; following them would make clocks twitch.
  if (!known || Math.abs(measured - offsetMs) > 1500) offsetMs = measured;
  known = true;
}

export function serverNow(): number {
  return Date.now() + offsetMs;
}

const second = createStore(0);
let timer: ReturnType<typeof setTimeout> | undefined;
let watchers = 0;

function tick(): void {
  second.set(Math.floor(serverNow() / 1000));
  timer = setTimeout(tick, 1000 - (serverNow() % 1000) + 5);
}

const ticking = {
  ...second,
  subscribe(listener: () => void) {
    if (watchers++ === 0) tick();
    const leave = second.subscribe(listener);
    return () => {
      leave();
      if (--watchers === 0) clearTimeout(timer);
    };
  },
};

/**
 * Something computed from the server's clock, looked at once a second; the component renders only when it changes.
 * `compute` gets milliseconds.
 */
export function useClock<S>(compute: (now: number) => S, same?: (a: S, b: S) => boolean): S {
  return useStore(ticking, (seconds) => compute(seconds === 0 ? serverNow() : seconds * 1000), same);
}

/** The second of the moment, for work outside components. */
export function onSecond(listener: (now: number) => void): () => void {
  return ticking.subscribe(() => listener(serverNow()));
}
