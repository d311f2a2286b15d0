import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import styles from './Screen.module.css';

interface Props { title: string; tabs?: { to: string; label: string }[]; actions?: ReactNode; children: ReactNode }

/** A screen of its own: a head of one line, and below it what it is about. */
export function Screen({ title, tabs = [], actions, children }: Props) {
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {tabs.length > 1 && (
          <nav className={styles.tabs} aria-label={title}>
            {tabs.map(({ to, label }) => (
              <NavLink key={to} to={to} end className={({ isActive }) => (isActive ? styles.here : styles.tab)}>{label}</NavLink>
            ))}
          </nav>
        )}
        {actions && <div className={styles.actions}><ConfigProvider componentSize="small">{actions}</ConfigProvider></div>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}
