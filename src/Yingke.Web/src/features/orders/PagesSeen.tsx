import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { Page } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Orders.module.css';

/** What the buyer looked at in this visit, the latest first. */
export function PagesSeen({ buyerId }: { buyerId: string }) {
  const t = useT();
  const lang = useStore(language);
  const { data } = useQuery({ queryKey: ['pages-seen', buyerId], queryFn: () => api.get<Page<{ title: string; url: string; at: string }>>(`/buyers/${buyerId}/pages`), refetchInterval: 60_000 });
  if (!data) return null;
  if (data.items.length === 0) return <p className={styles.none}>{t('orders.noPages')}</p>;
  return (
    <ol className={styles.steps}>
      {data.items.map((page) => (
        <li key={page.at}>
          <time>{formatTime(page.at, serverNow(), lang)}</time>
          {/^(https?:)?\//.test(page.url) ? <a href={page.url} target="_blank" rel="noopener noreferrer nofollow" title={page.url}>{page.title}</a> : <span>{page.title}</span>}
        </li>
      ))}
    </ol>
  );
}
