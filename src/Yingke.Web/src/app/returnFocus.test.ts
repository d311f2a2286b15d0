import { afterEach, expect, it } from 'vitest';
import { returnFocus } from './returnFocus';

const stop: (() => void)[] = [];
afterEach(() => { stop.splice(0).forEach((end) => end()); document.body.replaceChildren(); });

function button(at: HTMLElement): HTMLButtonElement {
  const made = document.createElement('button');
  at.append(made);
  return made;
}

function drawer(): HTMLElement {
  const place = document.createElement('div');
  place.append(document.createElement('div'));
  place.firstElementChild?.classList.add('ant-drawer');
  document.body.append(place);
  return place;
}

it('goes back to what opened a drawer that is gone', async () => {
  stop.push(returnFocus(document));
  const opener = button(document.body);
  opener.focus();
  const place = drawer();
  const inside = button(place.firstElementChild as HTMLElement);
  inside.focus();
  inside.blur();
  place.remove();
  await expect.poll(() => document.activeElement).toBe(opener);
});

it('leaves the focus where somebody put it', async () => {
  stop.push(returnFocus(document));
  button(document.body).focus();
  const place = drawer();
  const other = button(document.body);
  other.focus();
  place.remove();
  await new Promise((done) => setTimeout(done));
  expect(document.activeElement).toBe(other);
});
