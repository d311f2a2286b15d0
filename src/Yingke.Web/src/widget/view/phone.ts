const PHONE = '(max-width: 640px), (max-height: 420px)';

/**
 * On a phone the window is the visible part of the page, whatever the keyboard leaves of it: the layout viewport does
 * not shrink with the keyboard, the visual one does.
 */
export function fitPhone(panel: HTMLElement): () => boolean {
  const phone = matchMedia(PHONE);
  const fit = (): void => {
    const view = window.visualViewport;
    // Pinch-zoomed pages have a small visual viewport too; the window stays whole then.
    const keyboard = phone.matches && view && view.scale < 1.01;
    panel.style.setProperty('top', keyboard ? `${view.offsetTop}px` : '');
    panel.style.setProperty('height', keyboard ? `${view.height}px` : '');
    panel.classList.toggle('phone', phone.matches);
  };
  phone.addEventListener('change', fit);
  window.visualViewport?.addEventListener('resize', fit);
  window.visualViewport?.addEventListener('scroll', fit);
  fit();
  return () => phone.matches;
}
