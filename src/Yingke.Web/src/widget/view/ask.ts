import { h } from './dom';

/** A question in its place instead of a dialog over the page; the answer keeps the keyboard. */
export function ask(place: HTMLElement, question: string, yes: string, no: string, act: () => Promise<void>): void {
  if (!place.hidden) {
    place.hidden = true;
    return;
  }
  const back = (place.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
  const away = (): void => {
    place.hidden = true;
    if (back?.isConnected && back.getClientRects().length) back.focus();
  };
  const sure = h('button', {
    type: 'button', class: 'text strong',
    click: () => {
      sure.disabled = true;
      act().then(away, () => { sure.disabled = false; });
    },
  }, yes);
  const cancel = h('button', { type: 'button', class: 'text', click: away }, no);
  place.replaceChildren(h('span', { role: 'alert' }, question), sure, cancel);
  place.hidden = false;
  cancel.focus();
}
