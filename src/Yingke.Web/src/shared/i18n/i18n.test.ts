import { describe, expect, it } from 'vitest';
import { texts } from './texts';
import { hasText, textIn } from './i18n';

describe('texts', () => {
  it('exist in both languages, none empty, with the same blanks', () => {
    for (const [file, zh] of Object.entries(texts['zh-CN']))
      for (const [key, text] of Object.entries(zh)) {
        const other = texts['en-US'][file]?.[key];
        expect(other, `${file}.${key}`).toBeTruthy();
        expect(text, `${file}.${key}`).toBeTruthy();
        expect(blanks(other ?? ''), `${file}.${key}`).toEqual(blanks(text));
      }
    expect(Object.keys(texts['en-US']).sort()).toEqual(Object.keys(texts['zh-CN']).sort());
  });

  it('fill blanks and choose by number', () => {
    expect(textIn('zh-CN', 'common.minutes', { n: 5 })).toBe('5 分钟');
    expect(textIn('en-US', 'common.days', { n: 1 })).toBe('1 day');
    expect(textIn('en-US', 'common.days', { n: 2 })).toBe('2 days');
  });

  it('know which codes have words', () => {
    expect(hasText('errors.not_found')).toBe(true);
    expect(hasText('errors.no_such_code')).toBe(false);
  });
});

function blanks(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map((match) => match[1] ?? ''))].sort();
}
