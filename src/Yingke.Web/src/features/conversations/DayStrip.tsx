import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { DeskStrip } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { formatDuration } from '@/shared/time/format';
import styles from './DayStrip.module.css';

/** My day so far, in one line. */
export function DayStrip() {
  const t = useT();
  const { data, isError } = useQuery({ queryKey: ['strip'], queryFn: () => api.get<DeskStrip>('/desk/strip'), refetchInterval: 60_000, staleTime: 30_000 });
  // Figures are a help, not the work: without an answer their line is simply not there.
  if (isError) return null;
  const percent = (share: number | undefined) => (share === undefined ? '–' : `${Math.round(share * 100)}%`);
  const figures = [
    [t('conversations.dayReceived'), String(data?.received ?? '–')],
    [t('conversations.dayReplyRate'), percent(data?.replyRate)],
    [t('conversations.dayFirst'), data?.avgFirstResponseSeconds === undefined ? '–' : formatDuration(data.avgFirstResponseSeconds, t)],
    [t('conversations.dayGood'), percent(data?.goodRate)],
  ] as const;
  return (
    <dl className={styles.strip} aria-label={t('conversations.myDay')}>
      {figures.map(([label, value]) => <div key={label} className={styles.figure}><dt>{label}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
