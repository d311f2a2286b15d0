import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queries } from '@/shared/api/queries';
import type { Entry, Me } from '@/shared/api/types';
import { setMe } from '@/shared/session';
import { ConversationPane } from './ConversationPane';
import { openOutbox, outbox } from './state/outbox';
import { hear } from './state/logs';
import type { Row } from './state/rows';

const me: Me = {
  agent: {
    id: 'lin', accountName: 'lin', name: '林晓松', post: { id: 'p', name: '售前' }, groups: ['presale'], im: true, capacity: 10, weight: 1,
    language: 'zh-CN', secondFactor: false, owner: false,
  },
  shop: { id: 's', code: 'pine', name: '松风家居', publicKey: 'pk', timeZone: 'Asia/Shanghai' },
  permissions: { 'im.chat': 'all' },
  presence: { presence: 'online', since: '2026-07-04T00:00:00Z', cause: 'self' },
  settings: {
    waitAmberSeconds: 30, waitRedSeconds: 60, waitDeepSeconds: 180, popupSeconds: 100, presenceReasons: ['小休'], closeReasons: [], closeTags: [],
    transferReasons: ['换岗'], typingPreview: true, recallSeconds: 120, maxTextLength: 4000, maxFileBytes: 1000, capacityLimit: 50, pictureHosts: [],
  },
  serverTime: '2026-07-04T02:00:00Z',
};
const row = (id: string, more: Partial<Row> = {}): Row => ({
  id, state: 'active', inquiry: 'presale', source: 'shop_home', channel: 'web', buyer: { id: `buyer of ${id}`, name: `顾客${id}`, vip: false, identified: false },
  agent: { id: 'lin', name: '林晓松' }, openedAt: '2026-07-04T01:00:00Z', head: 1, readSeq: 0, buyerReadSeq: 0, starred: false, unread: 1, countedTo: 1, ...more,
});
const said = (id: string, seq: number, more: Partial<Entry> = {}): Entry =>
  ({ seq, kind: 'text', from: 'buyer', senderId: `buyer of ${id}`, at: '2026-07-04T01:59:00Z', text: `${id} 的问题 ${seq}`, ...more });
const pane = (one: Row) => (
  <QueryClientProvider client={queries}><App><ConversationPane row={one} me={me} onTransfer={() => undefined} /></App></QueryClientProvider>
);
let posted: { path: string; body: { clientId: string; text: string } }[] = [];

beforeEach(() => {
  posted = [];
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    const id = /conversations\/([^/?]+)/.exec(path)?.[1] ?? '';
    if (init?.method === 'POST') {
      const body = JSON.parse(init.body as string) as (typeof posted)[number]['body'];
      posted.push({ path, body });
      return Promise.resolve(new Response(JSON.stringify({ entry: said(id, 2, { from: 'agent', senderId: 'lin', ...body }), head: 2 }), { status: 201 }));
    }
    return Promise.resolve(new Response(JSON.stringify(path.includes('/buyers/') ? { items: [] } : { entries: [said(id, 1)], head: 1 })));
  });
  setMe(me);
  openOutbox('lin', (id, { entry, head }) => hear(id, [entry], head));
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe('a conversation', () => {
  it('shows its own log only, however one switches', async () => {
    const { rerender } = render(pane(row('甲')));
    await screen.findByText('甲 的问题 1');
    rerender(pane(row('乙')));
    await screen.findByText('乙 的问题 1');
    expect(screen.queryByText('甲 的问题 1')).toBeNull();
    expect(screen.getAllByRole('log')).toHaveLength(1);
  });

  it('sends on Enter, not while a word is being composed, and shows the message once', async () => {
    render(pane(row('丙')));
    await screen.findByText('丙 的问题 1');
    const field = screen.getByRole<HTMLTextAreaElement>('textbox');
    fireEvent.change(field, { target: { value: '有货的' } });
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true, keyCode: 229 });
    expect(posted).toEqual([]);
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(outbox.get()).toEqual([]));
    expect(posted).toHaveLength(1);
    expect(await screen.findAllByText('有货的')).toHaveLength(1);
    expect(field.value).toBe('');
  });

  it('writes notes to colleagues and nothing else where somebody else serves', async () => {
    render(pane(row('丁', { agent: { id: 'he', name: '何雨薇' } })));
    await screen.findByText('丁 的问题 1');
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '请尽快' } });
    fireEvent.click(screen.getByRole('button', { name: '添加备注' }));
    await waitFor(() => expect(posted.map((one) => one.path)).toEqual(['/api/v1/conversations/丁/notes']));
  });

  it('keeps a draft per conversation', async () => {
    const { rerender } = render(pane(row('戊')));
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '写到一半' } });
    rerender(pane(row('己')));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('');
    rerender(pane(row('戊')));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('写到一半');
    await screen.findByText('戊 的问题 1');
  });

  it('cannot be written to once it is closed', async () => {
    render(pane(row('庚', { state: 'closed' })));
    await screen.findByText('庚 的问题 1');
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});
