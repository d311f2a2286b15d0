import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queries } from '@/shared/api/queries';
import type { Me } from '@/shared/api/types';
import { setMe } from '@/shared/session';
import { Actions } from './Actions';
import { bodyOf } from './actionBodies';
import type { Application, ApplicationRow } from './types';

const me = (permissions: Record<string, 'all'>): Me => ({
  agent: { id: 'mei', accountName: 'mei', name: '小梅', post: { id: 'p', name: '售后' }, groups: ['aftersale'], im: true, capacity: 10, weight: 1, language: 'zh-CN', secondFactor: false, owner: false },
  shop: { id: 's', code: 'tea', name: '松间茶铺', publicKey: 'pk', timeZone: 'Asia/Shanghai' }, permissions,
  presence: { presence: 'online', since: '2026-07-04T00:00:00Z', cause: 'self' },
  settings: {
    waitAmberSeconds: 30, waitRedSeconds: 60, waitDeepSeconds: 180, popupSeconds: 100, presenceReasons: [], closeReasons: [], closeTags: [], transferReasons: [], typingPreview: true, recallSeconds: 120,
    maxTextLength: 4000, maxFileBytes: 1000, capacityLimit: 50, pictureHosts: [],
  },
  serverTime: '2026-07-04T02:00:00Z',
});

const application = (row: Partial<ApplicationRow>, more: Partial<Application> = {}): Application => ({
  row: {
    id: 'a1', number: 'SH260704000001', orderId: 'o1', orderNumber: '202607040001', type: 'refund', state: 'applied', quantity: 1, vouchers: 0, reason: '质量问题', askedFen: 1290, refundedFen: 0,
    appliedAt: '2026-07-04T01:00:00Z', refundOnWay: false, repeat: false, invoiceSettled: false, ...row,
  },
  own: false, reapplied: false, warnings: [], can: [], room: { orderFen: 1290, lineFen: 1290, freightFen: 0, mostGoodsFen: 1290 }, refunds: [], steps: [], files: [], serverTime: '2026-07-04T02:00:00Z', ...more,
});

const show = (one: Application) => render(<QueryClientProvider client={queries}><App><Actions application={one} /></App></QueryClientProvider>);

let sent: { path: string; body: unknown }[] = [];
beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    if (init?.method === 'POST') sent.push({ path, body: JSON.parse(init.body as string) });
    return Promise.resolve(sent.length === 1 ? new Response('{"code":"over_ceiling","status":422}', { status: 422 }) : new Response('{}'));
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the steps of an application', () => {
  it('are those that the state allows, grey with the prescribed sentence for who lacks the right', async () => {
    setMe(me({ 'im.chat': 'all' }));
    show(application({}, { can: ['approve', 'reject'] }));
    const approve = screen.getByRole('button', { name: /同\s?意/ });
    expect(approve.hasAttribute('disabled')).toBe(true);
    expect(screen.queryByRole('button', { name: /退\s?款/ })).toBeNull();
    fireEvent.mouseEnter(approve.parentElement as HTMLElement);
    expect(await screen.findByText('该岗位无售后工作台的权限,不允许操作售后按钮')).toBeTruthy();
  });

  it('let nobody review an own application, nor close before the invoice', () => {
    setMe(me({ 'aftersale.handle': 'all' }));
    show(application({}, { can: ['approve'], own: true }));
    expect(screen.getByRole('button', { name: /同\s?意/ }).hasAttribute('disabled')).toBe(true);
    cleanup();
    show(application({ state: 'refunded', invoice: 'reversal' }, { can: ['close'] }));
    expect(screen.getByRole('button', { name: /关\s?闭/ }).hasAttribute('disabled')).toBe(true);
    expect(screen.getByRole('button', { name: '处理发票' }).hasAttribute('disabled')).toBe(false);
  });

  it('ask for a refund with one key, however often it is tried', async () => {
    setMe(me({ 'refund.pay': 'all', 'aftersale.handle': 'all' }));
    show(application({ state: 'approved' }, { can: ['refund_paid'] }));
    fireEvent.click(screen.getByRole('button', { name: /退\s?款/ }));
    const ok = await waitFor(() => {
      const found = document.querySelector<HTMLButtonElement>('.ant-modal .ant-btn-primary');
      if (!found) throw new Error('not open yet');
      return found;
    });
    fireEvent.click(ok);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(await screen.findByText('超过了还可以退的金额。')).toBeTruthy();
    fireEvent.click(ok);
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[0]?.path).toContain('/aftersales/a1/refunds');
    expect(sent[0]?.body).toMatchObject({ goodsFen: 1290, freightFen: 0 });
    expect(sent[1]?.body).toEqual(sent[0]?.body);
  });
});

describe('what a step sends', () => {
  it('is whole fen, and nothing for vouchers, whose amount the server computes', () => {
    expect(bodyOf('refund', { goods: 12.34, freight: 0.1 }, 'k').body).toEqual({ key: 'k', goodsFen: 1234, freightFen: 10 });
    expect(bodyOf('refund', {}, 'k').body).toEqual({ key: 'k', goodsFen: undefined, freightFen: 0 });
  });

  it('takes blanks out of a parcel number and leaves an invoice number out where none was issued', () => {
    expect(bodyOf('parcel', { company: '顺丰速运', number: ' SF 1390 ' }, 'k').body).toEqual({ company: '顺丰速运', number: 'SF1390' });
    expect(bodyOf('invoice', { issued: false, invoiceNumber: '1' }, 'k').body).toEqual({ issued: false, number: undefined });
  });

  it('turns ticks into the four answers', () => {
    expect(bodyOf('inspect', { found: false, ticks: ['model', 'label'], inspector: '老张', pictures: ['f'] }, 'k').body)
      .toMatchObject({ faultFound: false, model: true, quantity: false, label: true, packaging: false, inspector: '老张', pictures: ['f'] });
  });
});
