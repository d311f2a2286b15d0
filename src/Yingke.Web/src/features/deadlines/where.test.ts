import { describe, expect, it } from 'vitest';
import { textIn } from '@/shared/i18n/i18n';
import { kindWords, whereOf } from './where';

describe('a clock of the board', () => {
  it('leads to where it is met', () => {
    const at = (kind: string) => whereOf({ kind, subjectId: 'x' });
    expect([at('reply'), at('offline_message'), at('ticket_reply'), at('ticket_arrival'), at('callback'), at('aftersale_review'), at('order_ship')])
      .toEqual(['/conversations/x', '/conversations/x', '/tickets?id=x', '/tickets?id=x', '/callbacks', '/aftersales?id=x', '/orders?id=x']);
  });

  it('has a word, also when it is a new one', () => {
    expect(kindWords('ticket_resolve', (key) => textIn('zh-CN', key))).toBe('工单解决');
    expect(kindWords('something_new', (key) => textIn('zh-CN', key))).toBe('其他时限');
  });
});
