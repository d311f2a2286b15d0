import { h, setAttribute, setText } from './dom';
import { Problem } from '../talk/api';
import type { Room } from './part';

/** Five stars in the log; the words after the stars, because nobody fills in a form before that. */
export function ratingForm(room: Room, conversation: string): HTMLElement {
  const { t, talk } = room;
  let stars = 0;
  const chosen = new Set<string>();
  const label = h('span', { class: 'label', 'aria-live': 'polite' });
  const tags = h('div', { class: 'tags' });
  const words = h('textarea', { rows: 2, maxlength: 500, placeholder: t.rateMore, 'aria-label': t.rateMore });
  const problem = h('p', { class: 'bad', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'small' }, t.rateSend);
  const more = h('div', { class: 'more', hidden: true }, tags, words, problem, send);

  const radios = [1, 2, 3, 4, 5].map((n) => h('button', {
    type: 'button', role: 'radio', 'aria-checked': 'false', 'aria-label': `${t.starsLabel(n)}，${t.stars[n - 1] ?? ''}`,
    tabindex: n === 1 ? 0 : -1, click: () => { choose(n); },
  }, '☆'));
  const choose = (n: number): void => {
    if ((n <= 3) !== (stars <= 3) || stars === 0) drawTags(n > 3 ? t.goodTags : t.badTags);
    stars = n;
    radios.forEach((radio, index) => {
      radio.classList.toggle('on', index < n);
      setText(radio, index < n ? '★' : '☆');
      setAttribute(radio, 'aria-checked', String(index === n - 1));
      setAttribute(radio, 'tabindex', index === n - 1 ? 0 : -1);
    });
    setText(label, t.stars[n - 1] ?? '');
    more.hidden = false;
  };
  const drawTags = (names: string[]): void => {
    chosen.clear();
    tags.replaceChildren(...names.map((name) => {
      const tag = h('button', {
        type: 'button', class: 'tag', 'aria-pressed': 'false',
        click: () => {
          if (!chosen.delete(name)) chosen.add(name);
          setAttribute(tag, 'aria-pressed', String(chosen.has(name)));
        },
      }, name);
      return tag;
    }));
  };
  const keydown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(5, Math.max(1, stars + step));
    choose(next);
    radios[next - 1]?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    send.disabled = true;
    setText(problem, '');
    const text = words.value.trim();
    talk.rate(conversation, { stars, tags: [...chosen], ...(text && { text }) }).catch((error: unknown) => {
      send.disabled = false;
      setText(problem, t.error(error instanceof Problem ? error.code : ''));
    });
  };
  return h('form', { class: 'rating', submit },
    h('p', {}, t.rateAsk),
    h('div', { class: 'stars', role: 'radiogroup', 'aria-label': t.rateAsk, keydown }, ...radios, label), more);
}

export function ratedLine(room: Room, row: { stars: number; tags: string[]; text?: string | undefined }): HTMLElement {
  return h('div', { class: 'rating done' },
    h('p', {}, room.t.rated, ' ', h('span', { class: 'given', role: 'img', 'aria-label': room.t.starsLabel(row.stars) }, '★'.repeat(row.stars))),
    row.tags.length > 0 && h('small', {}, row.tags.join(' · ')),
    row.text !== undefined && h('small', {}, row.text));
}
