import { h } from './dom';

/** Files may be dropped anywhere on the panel; anything else is the page's business. */
export function dropZone(panel: HTMLElement, words: string, take: (files: File[]) => void): HTMLElement {
  const veil = h('div', { class: 'veil', hidden: true, 'aria-hidden': 'true' }, words);
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  panel.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  panel.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node) || !panel.contains(event.relatedTarget)) veil.hidden = true;
  });
  panel.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    veil.hidden = true;
    take([...(event.dataTransfer?.files ?? [])]);
  });
  return veil;
}
