import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { PhraseMatcher } from '@/shared/phrases/matcher';
import { PhraseLine } from './PhraseLine';
import { marked } from './PhraseMarks';

const matcher = new PhraseMatcher([{ text: '加微信', severity: 'block', replacement: '可以在这里下单' }, { text: '没办法', severity: 'warn' }]);

it('says of each hit what it means and offers what to say instead', () => {
  const replace = vi.fn();
  const hits = matcher.find('加 微信吧，没办法');
  render(<PhraseLine hits={hits} onReplace={replace} />);
  expect(screen.getByRole('status').textContent).toContain('不能发送');
  expect(screen.getByRole('status').textContent).toContain('发送前需确认');
  fireEvent.click(screen.getByRole('button', { name: /可以在这里下单/ }));
  expect(replace).toHaveBeenCalledWith(hits[0]);
});

it('underlines the original places and leaves every character', () => {
  const text = '吧，加 微信，没办法。';
  const { container } = render(<p>{marked(text, matcher.find(text))}</p>);
  expect(container.textContent).toBe(text);
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['加 微信', '没办法']);
});
