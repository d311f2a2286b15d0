import { useEffect, useRef } from 'react';
import { Navigate, NavLink, Outlet, useLocation } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { pages } from './pages';
import styles from './SettingsFrame.module.css';

/** The list of subjects on the left, one form each on the right. */
export function SettingsFrame() {
  const t = useT();
  const me = useMe();
  const { pathname } = useLocation();
  const list = useRef<HTMLElement>(null);
  // Whoever comes by a link sees where they are in a list that is longer than the window.
  useEffect(() => {
    list.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  const subjects = pages.filter((page) => page.place === 'settings' && (!page.allowed || page.allowed(me)));
  const first = subjects[0];
  if (pathname === '/settings' && first) return <Navigate to={first.path} replace />;
  return (
    <div className={styles.frame}>
      <nav ref={list} className={styles.subjects} aria-label={t('common.settings')}>
        <h1 className={styles.title}>{t('common.settings')}</h1>
        {subjects.map((page) => (
          <NavLink key={page.path} to={page.path} className={({ isActive }) => (isActive ? styles.here : styles.link)}>{t(page.title)}</NavLink>
        ))}
      </nav>
      <section className={styles.form}><Outlet /></section>
    </div>
  );
}
