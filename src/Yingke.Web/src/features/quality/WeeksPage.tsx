import { Skeleton } from 'antd';
import { Link } from 'react-router';
import dayjs from 'dayjs';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Quality.module.css';
import { useWeeks } from './queries';
import { useTabs } from './tabs';
import type { Weeks } from './types';

const shown = 8;
const bands = [['≥ 80', 0], ['70 – 79.99', 1], ['60 – 69.99', 2], ['< 60', 3]] as const;

/** 周扣分: what each natural week's results cost the shop, by their bands, and never more than the cap. */
export default function WeeksPage() {
  const t = useT();
  const tabs = useTabs();
  const { data, error, refetch } = useWeeks(shown);
  return (
    <Screen title={t('quality.title')} tabs={tabs}>
      <p className={styles.lead}>{t('quality.weeksLead', { cap: data?.cap ?? 3 })}</p>
      <dl className={styles.bands} aria-label={t('quality.bands')}>{bands.map(([band, points]) => <div key={band}><dt>{band}</dt><dd>{t('quality.points', { n: points })}</dd></div>)}</dl>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      {data?.weeks.map((week) => <Week key={week.monday} week={week} cap={data.cap} />)}
    </Screen>
  );
}

function Week({ week, cap }: { week: Weeks['weeks'][number]; cap: number }) {
  const t = useT();
  const lang = useStore(language);
  const sunday = dayjs(week.monday).add(6, 'day').format('MM-DD');
  return (
    <section className={styles.week} aria-label={week.monday}>
      <header className={styles.weekHead}>
        <h2 className={styles.h3}>{week.monday} – {sunday}</h2>
        <span className={styles.meter} aria-hidden>{Array.from({ length: cap }, (_, i) => <i key={i} className={i < week.points ? styles.lost : undefined} />)}</span>
        <strong className={week.points > 0 ? styles.bad : undefined}>{t('quality.points', { n: week.points })}</strong>
        <span className={styles.small}>{t(week.sum > week.points ? 'quality.capped' : 'quality.resultsOf', { n: week.results.length, sum: week.sum })}</span>
      </header>
      {week.results.length > 0 && (
        <ul className={styles.results}>
          {week.results.map((result) => (
            <li key={result.id}>
              <Link to={`/inspections/${result.id}`}>{result.agent.name}</Link>
              <span className={styles.small}>{result.sheet} · {formatTime(result.at, serverNow(), lang)}</span>
              <span className={styles.number}>{result.score}</span>
              <span className={result.points > 0 ? styles.bad : styles.small}>{t('quality.points', { n: result.points })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
