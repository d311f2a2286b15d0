// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Offer } from '@/shared/quickPhrases/match';
import { QuickMenu } from './QuickMenu';

const offers: Offer[] = [
  { id: '1', code: 'nh', text: '您好', initials: 'n h', pack: '通用', reach: 'shared' },
  { id: '2', code: 'sd', title: '稍等', text: '好的，您稍等。', initials: 's d', pack: '通用', reach: 'shared' },
];

afterEach(cleanup);

describe('QuickMenu', () => {
  it('shows the chosen one in full, moves, and goes away, also where scrolling answers with a promise', () => {
    Element.prototype.scrollIntoView = vi.fn((): unknown => Promise.resolve());
    const taken: string[] = [];
    const menu = (chosen: number) => <MemoryRouter><QuickMenu offers={offers} chosen={chosen} word="" reach={undefined} onReach={() => undefined} onTake={({ id }) => taken.push(id)} /></MemoryRouter>;
    const { rerender, unmount } = render(menu(0));
    rerender(menu(1));
    expect(screen.getByText('好的，您稍等。')).toBeTruthy();
    expect(screen.getAllByRole('option').map((one) => one.getAttribute('aria-selected'))).toEqual(['false', 'true']);
    fireEvent.click(screen.getAllByRole('option')[0]!);
    expect(taken).toEqual(['1']);
    expect(unmount).not.toThrow();
  });

  it('says that nothing matches', () => {
    render(<MemoryRouter><QuickMenu offers={[]} chosen={0} word="zzz" reach={undefined} onReach={() => undefined} onTake={() => undefined} /></MemoryRouter>);
    expect(screen.getByText(/zzz/)).toBeTruthy();
  });
});
