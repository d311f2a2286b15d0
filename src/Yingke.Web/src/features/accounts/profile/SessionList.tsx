import { useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { browserWords } from '@/shared/browsers';
import styles from './Profile.module.css';

interface Session { id: string; current: boolean; signedInAt: string; expiresAt: string; address?: string; browser?: string }

/** Where one is signed in, and an end to it. */
export function SessionList() {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({ queryKey: ['sessions'], queryFn: () => api.get<Session[]>('/sessions'), staleTime: 0 });
  const end = (id: string) => {
    api.delete(`/sessions/${id}`).then(() => void refetch(), (problem: unknown) => void message.error(wordsOf(problem)));
  };
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t('accounts.sessions')}</h2>
      <p className={styles.hint}>{t('accounts.sessionsHint')}</p>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {data?.map(({ id, current, signedInAt, address, browser }) => (
        <div key={id} className={styles.row}>
          <span className={styles.rowWords}>
            {browserWords(browser) ?? t('accounts.unknownBrowser')} {current && <span className={styles.now}>{t('accounts.thisSession')}</span>}
            <small>{[address, t('accounts.signedInAt', { at: formatTime(signedInAt, serverNow(), lang) })].filter(Boolean).join(' · ')}</small>
          </span>
          {!current && <Button size="small" onClick={() => end(id)}>{t('accounts.endSession')}</Button>}
        </div>
      ))}
    </section>
  );
}
