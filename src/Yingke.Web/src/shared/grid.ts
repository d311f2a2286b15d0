import { useEffect, useRef } from 'react';

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex]';
const roles = { 'table': 'none', 'thead, tbody, tfoot': 'rowgroup', 'tr': 'row', 'thead th, thead td': 'columnheader', 'tbody td, tfoot td': 'gridcell', '.ant-table-row td:first-child, tfoot td:first-child': 'rowheader' };

/** Cells by line, and in each what takes the keyboard: what stands in it, or else the cell. A line that only measures widths is none. */
function linesOf(grid: HTMLElement) {
  return [...grid.querySelectorAll<HTMLElement>('tr:not([aria-hidden=true])')].map((line) => [...line.children].filter((cell) => !cell.matches('.ant-table-cell-scrollbar')).map((cell) => {
    const within = cell.querySelectorAll<HTMLElement>(focusable);
    return within.length > 0 ? [...within] : [cell as HTMLElement];
  }));
}

/**
 * Makes the table in an element one stop of Tab. Arrows go from there, Home and End to both ends of the line, with Ctrl to those of the
 * table; Enter does what it does in the cell. (WAI-ARIA grid) The library draws a head that stays as a table of its own, so the parts get
 * their roles, and their places in the order, from here whenever it has drawn something.
 */
export function useGrid(on: boolean) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const grid = box.current;
    if (!on || !grid) return;
    let current: HTMLElement | undefined;
    const hold = (stop: HTMLElement) => {
      if (current) current.tabIndex = -1;
      current = stop;
      stop.tabIndex = 0;
    };
    const arrange = () => {
      for (const [parts, role] of Object.entries(roles)) grid.querySelectorAll(parts).forEach((part) => part.setAttribute('role', role));
      const stops = linesOf(grid).flat(2);
      // Heads are drawn twice, once to measure: those, a head around its own words and what scrolls are no stops either.
      for (const one of [...grid.querySelectorAll<HTMLElement>(`${focusable}, .ant-table-body, .ant-table-content`), ...stops]) one.tabIndex = -1;
      const stop = stops.find((one) => one === current) ?? stops[0];
      if (stop) hold(stop);
    };
    const onFocus = ({ target }: FocusEvent) => {
      const stop = linesOf(grid).flat(2).find((one) => one === target);
      if (!stop) return;
      hold(stop);
      if (!stop.matches(':focus-visible')) return;
      // Unlike the browser's own way it keeps clear of what stands above the others; a head by itself would leave its figures behind.
      stop.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const [head, body] = [stop.closest('.ant-table-header'), grid.querySelector('.ant-table-body')];
      if (head && body) body.scrollLeft = head.scrollLeft;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.metaKey || event.shiftKey || (event.target as Element).matches('input, textarea, [role=combobox]')) return;
      const lines = linesOf(grid);
      const has = (cell: HTMLElement[]) => cell.some((stop) => stop === event.target);
      const at = lines.findIndex((line) => line.some(has));
      const line = lines[at];
      if (!line) return;
      const column = line.findIndex(has);
      const row = line.flat();
      const place = row.indexOf(event.target as HTMLElement);
      const beside = (other: HTMLElement[][] | undefined) => other?.[Math.min(column, other.length - 1)]?.[0];
      const moves: Record<string, () => HTMLElement | undefined> = event.ctrlKey
        ? { Home: () => lines[0]?.[0]?.[0], End: () => lines.at(-1)?.at(-1)?.at(-1) }
        : { ArrowLeft: () => row[place - 1], ArrowRight: () => row[place + 1], ArrowUp: () => beside(lines[at - 1]), ArrowDown: () => beside(lines[at + 1]), Home: () => row[0], End: () => row.at(-1) };
      const move = moves[event.key];
      if (!move) return;
      event.preventDefault();
      move()?.focus({ preventScroll: true });
    };
    arrange();
    const drawn = new MutationObserver(arrange);
    drawn.observe(grid, { childList: true, subtree: true });
    grid.addEventListener('focusin', onFocus);
    // Not through React: what a cell opens elsewhere on the page would come through here too.
    grid.addEventListener('keydown', onKey);
    return () => {
      drawn.disconnect();
      grid.removeEventListener('focusin', onFocus);
      grid.removeEventListener('keydown', onKey);
    };
  }, [on]);
  return box;
}
