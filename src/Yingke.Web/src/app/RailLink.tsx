import { Badge, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import styles from './Rail.module.css';

export function RailLink({ to, label, icon, count = 0 }: { to: string; label: string; icon: ReactNode; count?: number }) {
  return (
    <Tooltip title={label} placement="right" mouseEnterDelay={0.4}>
      <NavLink to={to} end={to === '/'} aria-label={label} className={({ isActive }) => (isActive ? styles.here : styles.link)}>
        <Badge count={count} size="small" offset={[-2, 2]}><span className={styles.icon}>{icon}</span></Badge>
      </NavLink>
    </Tooltip>
  );
}
