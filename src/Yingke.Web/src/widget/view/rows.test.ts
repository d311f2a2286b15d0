import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enqueue } from '../talk/outbox';
import { emptyLog, openWith } from '../talk/log';
import { Talk } from '../talk/talk';
import type { Entry } from '../talk/types';
import type { Room } from './part';
import { Rows } from './rows';
import { textsOf } from './texts';
import { robotFoot } from '../trade/robot';
import { timeline } from './timeline';

const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt; javascript:alert(3)';
const at = '2026-11-22T06:00:00.000Z';

function room(): Room {
  const options = { origin: 'http://desk.test', shop: 'pk', language: 'zh-CN', theme: 'light', launcher: true, whole: false } as const;
  const talk = new Talk(options.origin, options.shop, options.language, { source: 'other', channel: 'web' });
  return { talk, t: textsOf('zh-CN'), options, close: () => undefined, orders: () => undefined, complain: () => undefined };
}

const segment = (entries: Entry[], ratable = false) => ({
  conversation: { id: 'c', state: 'closed' as const, openedAt: at, head: entries.length, readSeq: 0, ratable },
  log: openWith(emptyLog, entries, entries.length),
});

describe('the lines of the log', () => {
  let place: HTMLElement;
  let rows: Rows;
  let held: Room;
  beforeEach(() => {
    vi.useFakeTimers();
    place = document.createElement('div');
    held = room();
    rows = new Rows(held, place, () => undefined);
    return () => { vi.useRealTimers(); };
  });

  it('keep one element from the first attempt to send until it is stored and read', () => {
    const outbox = enqueue([], { clientId: 'k', kind: 'text', at, text: '在吗' });
    rows.draw(timeline([], outbox), {});
    const first = place.querySelector('.msg');
    expect(first?.textContent).toBe('在吗发送中');
    const stored = segment([{ seq: 1, kind: 'text', from: 'buyer', at, clientId: 'k', text: '在吗' }]);
    rows.draw(timeline([stored], outbox), {});
    rows.draw(timeline([{ ...stored, conversation: { ...stored.conversation, readSeq: 1 } }], []), {});
    expect([...place.querySelectorAll('.msg')]).toEqual([first]);
    expect(first?.textContent).toBe('在吗已读');
  });

  it('offer the nearest questions and a person under the robot\'s words while it serves, and take what the buyer says of an answer', async () => {
    const { talk } = held;
    const asked: unknown[] = [];
    vi.spyOn(talk.sender, 'add').mockImplementation((message) => { asked.push(message.text); });
    vi.spyOn(talk.sender, 'pump').mockResolvedValue();
    const told: unknown[] = [];
    vi.spyOn(talk, 'ask').mockImplementation((method, path, body) => {
      told.push([method, path, body]);
      return Promise.resolve(method === 'GET' ? [{ seq: 1, useful: true }] : method === 'POST' ? serving.conversation : undefined);
    });
    const said = (seq: number, robot: object): Entry => ({ seq, kind: 'text', from: 'robot', at, text: `第${seq}条`, data: { robot } });
    const one = segment([said(1, { isHit: true }), said(2, { isHit: false, suggestions: ['怎么退货？', '<b>价</b>'] })]);
    const serving = { ...one, conversation: { ...one.conversation, state: 'robot' as const } };
    const draw = (shown: typeof one | typeof serving): void => { talk.store.set({ segments: [shown] }); rows.draw(timeline([shown], []), {}); };
    // The part that is loaded when it is needed, as if it came at once.
    window.YingkeTrade = { robot: robotFoot } as never;
    vi.spyOn(document.head, 'append').mockImplementation((script) => { (script as HTMLElement).dispatchEvent(new Event('load')); });
    draw(serving);
    await vi.advanceTimersByTimeAsync(0);
    expect(place.querySelector('.name')?.textContent).toBe('机器人');
    const tags = [...place.querySelectorAll<HTMLElement>('.tag')];
    expect(tags.map((tag) => tag.textContent)).toEqual(['怎么退货？', '<b>价</b>', '人工客服']);
    tags.forEach((tag) => { tag.click(); });
    expect(asked).toEqual(['怎么退货？', '<b>价</b>']);
    expect(told).toContainEqual(['POST', '/conversations/c/person', {}]);
    const rates = [...place.querySelectorAll<HTMLElement>('.robot .text')];
    expect(rates.map((rate) => rate.textContent)).toEqual(['有用', '没用']);
    await vi.advanceTimersByTimeAsync(0);
    draw(serving);
    expect(rates.map((rate) => rate.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
    rates[1]?.click();
    expect(told).toContainEqual(['PUT', '/conversations/c/usefulness', { seq: 1, useful: false }]);
    await vi.advanceTimersByTimeAsync(0);
    draw(serving);
    expect(rates.map((rate) => rate.getAttribute('aria-pressed'))).toEqual(['false', 'true']);
    draw(one);
    expect(place.querySelectorAll('.choices:not([hidden])')).toHaveLength(0);
  });

  it('stand in the log\'s order when older ones are put before them, none made anew', () => {
    const text = (seq: number): Entry => ({ seq, kind: 'text', from: 'agent', at, text: `第${seq}条` });
    rows.draw(timeline([segment([text(3), text(4)])], []), {});
    const [third] = place.querySelectorAll('.msg');
    rows.draw(timeline([segment([text(1), text(2), text(3), text(4)])], []), {});
    expect([...place.querySelectorAll('.bub')].map((one) => one.textContent)).toEqual(['第1条', '第2条', '第3条', '第4条']);
    expect(place.querySelectorAll('.msg')[2]).toBe(third);
  });

  it('follow what is made anew in their midst', () => {
    const entries: Entry[] = [1, 2, 3].map((seq) => ({ seq, kind: 'text', from: 'agent', at, text: `第${seq}条` }));
    rows.draw(timeline([segment(entries)], []), {});
    const recalled = entries.map((entry) => (entry.seq === 1 ? { ...entry, recalled: true } : entry));
    rows.draw(timeline([segment(recalled)], []), {});
    expect([...place.querySelectorAll('.bub')].map((one) => one.textContent)).toEqual(['对方撤回了一条消息', '第2条', '第3条']);
  });

  it('say what a failed message failed of, and offer to send it again', () => {
    const outbox = enqueue([], { clientId: 'k', kind: 'text', at, text: 'x' }).map((one) => ({ ...one, state: 'failed' as const, error: 'too_many_requests' }));
    rows.draw(timeline([], outbox), {});
    expect(place.querySelector('.mark')?.textContent).toBe('发得太快了，请稍后再试重发删除');
  });

  it('show whatever people write as they wrote it, wherever it stands', () => {
    const card = { id: '1', title: EVIL, text: EVIL, imageUrl: 'javascript:alert(4)', url: 'javascript:alert(5)' };
    rows.draw(timeline([segment([
      { seq: 1, kind: 'inflow', from: 'buyer', at, order: card },
      { seq: 2, kind: 'assigned', from: 'system', at, data: { agentName: EVIL } },
      { seq: 3, kind: 'text', from: 'agent', at, text: EVIL, senderName: EVIL },
      { seq: 4, kind: 'file', from: 'agent', at, file: { id: 'f', name: EVIL, type: 'text/html', size: 1, url: 'javascript:alert(6)' } },
      { seq: 5, kind: 'product_card', from: 'agent', at, product: card },
      { seq: 6, kind: 'closed', from: 'agent', at },
      { seq: 7, kind: 'rated', from: 'buyer', at, data: { stars: 1, tags: [EVIL], text: EVIL } },
    ])], []), {});
    expect(place.querySelectorAll('script, img, [onerror], [href^="javascript"], [src^="javascript"]').length).toBe(0);
    expect(place.textContent?.split(EVIL).length).toBe(11);
  });
});
