import { ClockCircleOutlined, StarOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { desk } from '../state/desk';
import { listTab } from '../state/navigation';
import { tabs, tabsOf, type Row, type Tab } from '../state/rows';
import styles from './TabBar.module.css';

// Recent and starred ones are looked up, not watched: an icon is enough.
const icons: Partial<Record<Tab, ReactNode>> = { recent: <ClockCircleOutlined />, starred: <StarOutlined /> };

export function TabBar() {
  const t = useT();
  const me = useMe();
  const tab = useStore(listTab);
  const counts = useStore(desk, (state) => countsOf(state.rows.values(), me.agent.id), (a, b) => tabs.every((one) => a[one] === b[one]) && a.unread === b.unread);
  return (
    <div className={styles.bar} role="tablist">
      {tabs.map((one) => {
        const icon = icons[one];
        const words = t(`conversations.tab_${one}`);
        const button = (
          <button key={one} type="button" role="tab" aria-selected={one === tab} aria-label={icon ? words : undefined}
            className={one === tab ? styles.here : styles.tab} onClick={() => listTab.set(one)}>
            {icon ?? <>{words}<span className={one === 'mine' && counts.unread > 0 ? styles.unread : styles.count}>{counts[one] || ''}</span></>}
          </button>
        );
        return icon ? <Tooltip key={one} title={words}>{button}</Tooltip> : button;
      })}
    </div>
  );
}

function countsOf(rows: Iterable<Row>, me: string): Record<Tab | 'unread', number> {
  const counts = { mine: 0, queue: 0, offline: 0, recent: 0, starred: 0, unread: 0 };
  for (const row of rows)
    for (const tab of tabsOf(row, me)) {
      counts[tab]++;
      if (tab === 'mine') counts.unread += row.unread;
    }
  return counts;
}
