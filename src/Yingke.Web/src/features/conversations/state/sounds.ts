import { preferences } from './preferences';

// Made on the spot: no files, and nothing to download when the first buyer comes.
let context: AudioContext | undefined;

/** Browsers are silent until the page was clicked or typed into once. */
export function unlockSounds(): () => void {
  const unlock = () => {
    context ??= new AudioContext();
    void context.resume();
  };
  window.addEventListener('pointerdown', unlock);
  window.addEventListener('keydown', unlock);
  return () => {
    window.removeEventListener('pointerdown', unlock);
    window.removeEventListener('keydown', unlock);
  };
}

/** A new conversation: two rising notes, twice. */
export function ringAssigned(): void {
  play(preferences.get().assignedVolume, [[659, 0], [880, 0.14], [659, 0.42], [880, 0.56]], 0.22);
}

/** A new message: one soft, short note. */
export function ringMessage(): void {
  play(preferences.get().messageVolume, [[784, 0]], 0.16);
}

/** Something is about to be overdue, or a colleague calls. */
export function ringAlert(): void {
  play(preferences.get().assignedVolume, [[523, 0], [440, 0.18]], 0.24);
}

function play(volume: number, notes: [hertz: number, at: number][], length: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state !== 'running') void context.resume();
  for (const [hertz, at] of notes) {
    const start = context.currentTime + 0.02 + at;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.35 * volume, start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + length);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + length + 0.05);
  }
}
