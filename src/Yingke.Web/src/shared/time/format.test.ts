import { afterEach, describe, expect, it } from 'vitest';
import { translate, language } from '../i18n/i18n';
import { formatClock, formatDuration, formatFen, formatSize, formatTime, sameDay, setShopZone } from './format';

const now = Date.parse('2026-07-04T02:00:00Z'); // 10:00 in Shanghai

afterEach(() => {
  setShopZone('Asia/Shanghai');
  language.set('zh-CN');
});

describe('times of the shop', () => {
  it.each([
    ['2026-07-04T01:03:00Z', '09:03', '09:03'],
    ['2026-07-03T16:00:00Z', '00:00', '00:00'],
    ['2026-07-03T15:59:59Z', '昨天 23:59', 'Yesterday 23:59'],
    ['2026-07-05T01:30:00Z', '明天 09:30', 'Tomorrow 09:30'],
    ['2026-06-30T06:03:00Z', '6月30日 14:03', 'Jun 30 14:03'],
    ['2025-12-31T06:03:00Z', '2025-12-31 14:03', '2025-12-31 14:03'],
  ])('%s is %s', (at, zh, en) => {
    expect(formatTime(at, now, 'zh-CN')).toBe(zh);
    expect(formatTime(at, now, 'en-US')).toBe(en);
  });

  it('follow the shop, not the computer', () => {
    setShopZone('America/New_York');
    expect(formatTime('2026-07-04T01:03:00Z', now, 'zh-CN')).toBe('21:03');
    expect(sameDay('2026-07-04T03:59:00Z', '2026-07-04T04:00:00Z')).toBe(false);
  });
});

describe('lengths', () => {
  it.each([[0, '0:00'], [42.9, '0:42'], [725, '12:05'], [3729, '1:02:09'], [-3, '0:00']])('clock of %d s is %s', (s, text) => {
    expect(formatClock(s)).toBe(text);
  });
  it.each([[42, '42 秒'], [119, '1 分钟'], [3600, '1 小时'], [11_100, '3 小时 5 分钟'], [200_000, '2 天']])('%d s is %s', (s, text) => {
    language.set('zh-CN');
    expect(formatDuration(s, translate)).toBe(text);
  });
  it('sizes and money', () => {
    expect([formatSize(312), formatSize(48 * 1024), formatSize(3.2 * 1024 * 1024)]).toEqual(['312 B', '48 KB', '3.2 MB']);
    expect(formatFen(12_900)).toBe('¥129.00');
  });
});
