import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import styles from './WorkbenchPage.module.css';

interface Props { label: string; width: number; min: number; max: number; side: 'left' | 'right'; onChange: (width: number) => void }

/** Between two panes: dragged, or moved with the arrow keys. */
export function Divider({ label, width, min, max, side, onChange }: Props) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const sign = side === 'left' ? 1 : -1;
  const change = (next: number) => onChange(Math.min(max, Math.max(min, Math.round(next))));
  const drag = (event: PointerEvent) => from.current && change(from.current.width + sign * (event.clientX - from.current.x));
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0;
    if (by === 0) return;
    event.preventDefault();
    change(width + sign * by);
  };
  return (
    <div role="separator" aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={min} aria-valuemax={max} tabIndex={0} className={styles.divider}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={drag} onPointerUp={() => {
        from.current = null;
      }} onKeyDown={press} />
  );
}
