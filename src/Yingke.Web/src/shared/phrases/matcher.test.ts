import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PhraseMatcher, type Listed } from './matcher';

interface Case { text: string; hits: { phrase: string; start: number; end: number }[] }

const folder = process.env.YINGKE_GOLDEN ?? join(process.cwd(), '../../tests/golden');
const { forbidden } = JSON.parse(readFileSync(join(folder, 'rules.json'), 'utf8')) as { forbidden: { phrases: string[]; cases: Case[] } };
const listed = (...texts: string[]): Listed[] => texts.map((text) => ({ text, severity: 'warn' }));
const found = (matcher: PhraseMatcher, text: string) => matcher.find(text).map(({ text: phrase, start, end }) => ({ phrase, start, end }));

describe('the matcher of the browser', () => {
  it('finds in every golden text what the server finds', () => {
    const matcher = new PhraseMatcher(listed(...forbidden.phrases));
    const wrong = forbidden.cases.filter((one) => JSON.stringify(found(matcher, one.text)) !== JSON.stringify(one.hits.map(({ phrase, start, end }) => ({ phrase, start, end }))));
    expect(forbidden.cases.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['你 、好\u200B吗', '你好', 0, 4], ['Ｂｕｙ buy', 'buybuy', 0, 7], ['共㎏多少', 'kg多', 1, 3], ['😊不行就是 不行😊', '不行就是不行', 2, 9], ['\uD83D不知道', '不知道', 1, 4],
  ])('is not fooled by %s', (text, phrase, start, end) => expect(found(new PhraseMatcher(listed(phrase)), text)).toEqual([{ phrase, start, end }]));

  it('takes of overlapping hits the longest of the earliest', () => {
    const matcher = new PhraseMatcher(listed('甲乙', '乙丙丁', '甲乙丙', '丁', '丙丁戊己'));
    expect(found(matcher, '甲乙丙丁戊己').map((hit) => hit.phrase)).toEqual(['甲乙丙', '丁']);
    expect(found(matcher, '丙丁戊庚').map((hit) => hit.phrase)).toEqual(['丁']);
  });

  it('takes of two phrases that read the same the first of the list, as the server does', () => {
    expect(found(new PhraseMatcher(listed('Ｂｕｙ', 'b u y', 'buy')), 'buy')).toEqual([{ phrase: 'Ｂｕｙ', start: 0, end: 3 }]);
  });

  it('finds nothing inside an exempt text, and what goes beyond it', () => {
    const matcher = new PhraseMatcher(listed('不知道', '道理讲不通'), ['不知道您']);
    expect(found(matcher, '不 知道，您要哪款')).toEqual([]);
    expect(found(matcher, '我不知道')).toEqual([{ phrase: '不知道', start: 1, end: 4 }]);
    const longer = new PhraseMatcher(listed('不知道您的'), ['不知道您']);
    expect(found(longer, '不知道您的')).toEqual([{ phrase: '不知道您的', start: 0, end: 5 }]);
  });
});
