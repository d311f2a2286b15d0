import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, expect, it, vi } from 'vitest';
import { queries } from '@/shared/api/queries';
import { insertion } from '@/shared/insertion';
import { AnswerOffers } from './AnswerOffers';
import type { FoundEntries } from './types';

const entry = (id: string, confidence: number) => ({ id, kind: 'question' as const, question: `问题${id}`, answer: `答案${id}`, products: [], confidence });
const answers = (found: FoundEntries) => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(decodeURIComponent(path));
    return Promise.resolve(new Response(JSON.stringify(found)));
  });
  return asked;
};
const offers = (said: string) => render(<QueryClientProvider client={queries}><App><AnswerOffers conversationId="甲" said={said} /></App></QueryClientProvider>);

afterEach(() => {
  cleanup();
  queries.clear();
  insertion.set(null);
  vi.unstubAllGlobals();
});

it('offers what is likely and hands it to the composer, to be read over or to be sent', async () => {
  const asked = answers({ items: [entry('1', 0.9), entry('2', 0.3), entry('3', 0.05)], sure: true, more: false });
  offers('多久发货');
  fireEvent.click(await screen.findByRole('button', { name: '问题1' }));
  expect(insertion.get()).toEqual({ conversationId: '甲', text: '答案1', send: false });
  fireEvent.click(screen.getByRole('button', { name: /直接发送“问题2”/ }));
  expect(insertion.get()).toEqual({ conversationId: '甲', text: '答案2', send: true });
  expect(screen.queryByText('问题3')).toBeNull();
  expect(asked[0]).toContain('多久发货');
});

it('stays away when nothing is likely, and when it was sent away', async () => {
  const asked = answers({ items: [entry('1', 0.4)], sure: false, more: false });
  offers('在吗');
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByText('问题1')).toBeNull();
  cleanup();
  answers({ items: [entry('1', 0.9)], sure: true, more: false });
  offers('多久到');
  fireEvent.click(await screen.findByRole('button', { name: '这条消息不再提示' }));
  expect(screen.queryByText('问题1')).toBeNull();
});
