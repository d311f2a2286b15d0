import { describe, expect, it } from 'vitest';
import { linkify, safeAddress } from './linkify';
import { cardOf } from './card';

const shown = (text: string): { text: string; links: (string | null)[] } => {
  const p = document.createElement('p');
  p.append(...linkify(text));
  return { text: p.textContent ?? '', links: [...p.querySelectorAll('*')].map((one) => one.getAttribute('href')) };
};

describe('text', () => {
  it.each([
    ['看这里 https://example.com/a?b=1，谢谢', ['https://example.com/a?b=1']],
    ['（https://example.com/茶）。', ['https://example.com/%E8%8C%B6']],
    ['http://a.cn and HTTPS://B.CN.', ['http://a.cn/', 'https://b.cn/']],
  ])('links %s', (text, links) => {
    expect(shown(text)).toEqual({ text, links });
  });

  it.each([
    '<img src=x onerror=alert(1)>', 'javascript:alert(1)', 'data:text/html,x', '//evil.test', '&lt;b&gt; <svg/onload=alert(1)>',
    'https://taobao.com@evil.test/x', 'java\nscript:alert(1)', 'https://',
  ])('leaves %s as it was written', (text) => {
    expect(shown(text)).toEqual({ text, links: [] });
  });

  it('is quick with hostile text', () => {
    const started = performance.now();
    shown('['.repeat(50_000));
    shown(`https://a.test/${'.'.repeat(50_000)}x`);
    shown('https://'.repeat(6_000));
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('opens links without telling where they were clicked', () => {
    const [link] = linkify('https://example.com');
    expect((link as HTMLAnchorElement).rel).toBe('noopener noreferrer nofollow');
  });
});

describe('a card from a page', () => {
  it('is taken with its safe addresses alone', () => {
    expect(cardOf({ id: 7, title: '茶', imageUrl: 'javascript:alert(1)', url: 'https://shop.test/7', priceFen: 12800, extra: 1 }))
      .toEqual({ id: '7', title: '茶', imageUrl: '', url: 'https://shop.test/7', priceFen: 12800 });
  });

  it.each([null, 'x', {}, { id: '1' }, { id: '1', title: '' }, { title: 'x' }])('is refused when it is none: %j', (value) => {
    expect(cardOf(value)).toBeUndefined();
  });

  it('has no address that a browser would run', () => {
    for (const raw of ['javascript:alert(1)', ' JaVaScRiPt:1', 'data:text/html,1', 'vbscript:1', 'file:///etc', 'https://u:p@x.test']) {
      expect(safeAddress(raw)).toBeUndefined();
    }
  });
});
