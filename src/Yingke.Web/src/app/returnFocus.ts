const dialogs = '.ant-modal-root, .ant-drawer';

/**
 * Puts the focus back where it was before a dialog or drawer opened. Ours are there only while they are open, so what closes them takes them off the page at
 * once, and who works with the keyboard would begin again at its top.
 */
export function returnFocus(page: Document): () => void {
  let before: HTMLElement | null = null;
  let inDialog = false;
  const follow = ({ target }: Event) => {
    if (!(target instanceof HTMLElement) || target === page.body) return;
    inDialog = target.closest(dialogs) !== null;
    if (!inDialog) before = target;
  };
  // Each dialog is a child of the body's own; emptied before anybody hears that it is gone.
  const watch = new MutationObserver((changes) => {
    const lost = page.activeElement === null || page.activeElement === page.body;
    if (inDialog && lost && before?.isConnected && changes.some(({ removedNodes }) => removedNodes.length > 0) && !page.querySelector(dialogs)) before.focus();
  });
  page.addEventListener('focusin', follow);
  watch.observe(page.body, { childList: true });
  return () => {
    page.removeEventListener('focusin', follow);
    watch.disconnect();
  };
}
