import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, expect, it, vi } from 'vitest';
import { FigureTable, type Row } from './FigureTable';
import { indicators } from './indicators';
import type { Sections } from './types';

const figures = (value: string) => Object.fromEntries(Object.entries(indicators).map(([section, ids]) => [section, Object.fromEntries(Object.keys(ids).map((id) => [id, value]))])) as unknown as Sections;
const row = (name: string, value: string): Row => ({ key: name, whose: { name, agentId: name }, figures: figures(value) });
const table = (rows: Row[], onOpen = vi.fn()) => {
  const shown = render(<App><FigureTable rows={rows} total={row('全店', '5')} section="all" error={null} onRetry={() => undefined} onOpen={onOpen} /></App>);
  return { onOpen, again: (next: Row[]) => shown.rerender(<App><FigureTable rows={next} total={row('全店', '5')} section="all" error={null} onRetry={() => undefined} onOpen={onOpen} /></App>) };
};
const stops = () => [...screen.getByRole('grid').querySelectorAll<HTMLElement>('*')].filter((one) => one.tabIndex >= 0);
const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...(key === 'Enter' ? { keyCode: 13 } : {}), ...more });
const here = () => document.activeElement?.textContent;

afterEach(cleanup);

it('is one stop of Tab, from which arrows reach heads and figures', async () => {
  const { onOpen } = table([row('小竹', '2'), row('小梅', '3')]);
  await waitFor(() => expect(stops()).toHaveLength(1));
  stops()[0]?.focus();
  expect(here()).toContain('对象');
  press('ArrowUp');
  press('ArrowLeft');
  expect(here()).toContain('对象');
  press('ArrowDown');
  press('ArrowRight');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('全店');
  press('ArrowDown');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('小竹');
  expect(stops()).toEqual([document.activeElement]);
  press('End', { ctrlKey: true });
  expect(document.activeElement?.getAttribute('aria-label')).toContain('小梅');
  (document.activeElement as HTMLElement).click();
  expect(onOpen).toHaveBeenCalledWith({ whose: { name: '小梅', agentId: '小梅' }, section: 'all', indicator: Object.keys(indicators.all).at(-1) });
  press('Home');
  expect(here()).toBe('小梅');
  press('Home', { ctrlKey: true });
  expect(here()).toContain('对象');
});

it('sorts by Enter on a head, which then says so, and stays where it was', async () => {
  table([row('小竹', '3'), row('小梅', '2')]);
  await waitFor(() => expect(stops()).toHaveLength(1));
  stops()[0]?.focus();
  press('ArrowRight');
  const head = document.activeElement;
  press('Enter');
  expect(screen.getAllByRole('rowheader').map((one) => one.textContent)).toEqual(['全店', '小梅', '小竹']);
  expect(head?.closest('[role=columnheader]')?.getAttribute('aria-sort')).toBe('ascending');
  expect(stops()).toEqual([head]);
});

it('leaves one stop when other rows come', async () => {
  const { again } = table([row('小竹', '3'), row('小梅', '2')]);
  await waitFor(() => expect(stops()).toHaveLength(1));
  stops()[0]?.focus();
  press('End', { ctrlKey: true });
  again([row('小桐', '1')]);
  await waitFor(() => expect(stops()).toHaveLength(1));
  expect(screen.getAllByRole('rowheader').map((one) => one.textContent)).toEqual(['全店', '小桐']);
});
