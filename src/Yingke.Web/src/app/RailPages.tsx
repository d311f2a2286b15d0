import { EllipsisOutlined } from '@ant-design/icons';
import { Badge, Dropdown, Tooltip } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import type { FeaturePage } from '@/shared/pages';
import styles from './Rail.module.css';
import { RailLink } from './RailLink';

/** A link and the gap below it, in pixels: see Rail.module.css. */
const step = 44;

/** As many pages as the window is high enough for; the last ones are behind one button, by name. */
export function RailPages({ pages }: { pages: FeaturePage[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(pages.length);
  useLayoutEffect(() => {
    const measure = () => setRoom(Math.floor((box.current!.clientHeight + 4) / step));
    const watch = new ResizeObserver(measure);
    watch.observe(box.current!);
    measure();
    return () => watch.disconnect();
  }, []);
  const shown = pages.length <= room ? pages : pages.slice(0, Math.max(0, room - 1));
  return (
    <div ref={box} className={styles.pages}>
      {shown.map((page) => <PageLink key={page.path} page={page} />)}
      {shown.length < pages.length && <MorePages pages={pages.slice(shown.length)} />}
    </div>
  );
}

const useNothing = () => 0;

function useCountOf(page: FeaturePage) {
  const useCount = page.useCount ?? useNothing;
  return useCount();
}

function PageLink({ page }: { page: FeaturePage }) {
  const t = useT();
  return <RailLink to={page.path} label={t(page.title)} icon={page.icon} count={useCountOf(page)} />;
}

function PageName({ page }: { page: FeaturePage }) {
  const t = useT();
  return <>{t(page.title)} <Badge count={useCountOf(page)} size="small" /></>;
}

function MorePages({ pages }: { pages: FeaturePage[] }) {
  const t = useT();
  const go = useNavigate();
  const { pathname } = useLocation();
  const here = pages.find((page) => pathname === page.path || pathname.startsWith(page.path + '/'));
  return (
    <Dropdown trigger={['click']} placement="topRight" autoFocus
      menu={{ items: pages.map((page) => ({ key: page.path, icon: page.icon, label: <PageName page={page} /> })), selectable: true, selectedKeys: here ? [here.path] : [], onClick: ({ key }) => void go(key) }}>
      <Tooltip title={t('common.more')} placement="right" mouseEnterDelay={0.4}>
        <button type="button" className={here ? styles.here : styles.link} aria-label={t('common.more')}><EllipsisOutlined className={styles.icon} /></button>
      </Tooltip>
    </Dropdown>
  );
}
