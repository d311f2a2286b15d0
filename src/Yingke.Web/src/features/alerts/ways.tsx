import { Checkbox, type TableColumnsType } from 'antd';
import type { Translate } from '@/shared/i18n/i18n';
import type { Chosen, Way } from './types';

/** One narrow column each: page, browser, group. */
export function wayColumns<T extends object>(t: Translate, sendsOut: boolean, of: (row: T) => Chosen | null, change: (row: T, chosen: Chosen) => void, nameOf: (row: T) => string): TableColumnsType<T> {
  const ways: Way[] = sendsOut ? ['page', 'push', 'webhook'] : ['page', 'push'];
  return ways.map((way) => ({
    key: way, title: t(`alerts.way_${way}`), width: 88, align: 'center',
    render: (_, row) => {
      const chosen = of(row);
      return <Checkbox checked={chosen?.[way] ?? false} disabled={!chosen} aria-label={`${nameOf(row)} ${t(`alerts.way_${way}`)}`} onChange={({ target }) => chosen && change(row, { ...chosen, [way]: target.checked })} />;
    },
  }));
}
