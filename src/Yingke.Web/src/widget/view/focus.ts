const FOCUSABLE = 'button:not([disabled]), a[href], textarea:not([disabled]), input:not([disabled])';

/** Tab goes round inside the window; Escape is the caller's. */
export function trapTab(panel: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const root = panel.getRootNode() as ShadowRoot;
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.getClientRects().length > 0);
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (!first || !last) return;
  const at = root.activeElement;
  if (event.shiftKey && (at === first || at === panel)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && at === last) {
    event.preventDefault();
    first.focus();
  }
}
