import { useQuery } from '@tanstack/react-query';
import { Drawer, Skeleton } from 'antd';
import { api } from '@/shared/api/client';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Complaints.module.css';
import { Decision } from './Decision';
import { yuan, type ComplaintDetail } from './types';

/** One complaint: what was said, the talk it is about, every revision, and the decision. */
export function ComplaintDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: ['complaints', 'one', id], queryFn: () => api.get<ComplaintDetail>(`/complaints/${id}`) });
  return (
    <Drawer open size={720} onClose={onClose} title={data ? t('complaints.titleOf', { n: data.row.number }) : t('complaints.title')}>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      {data && <Body detail={data} />}
    </Drawer>
  );
}

function Body({ detail }: { detail: ComplaintDetail }) {
  const t = useT();
  const lang = useStore(language);
  const { row, entries, steps } = detail;
  const time = (iso: string) => formatTime(iso, serverNow(), lang);
  const said = entries.filter(({ kind, text }) => text !== undefined && kind !== 'note');
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('complaints.state')}</dt><dd><span className={styles[row.state]}>{t(`complaints.state_${row.state}`)}</span> · <span className={styles[row.grade]}>{t(`complaints.grade_${row.grade}`)}</span></dd>
        <dt>{t('complaints.buyer')}</dt><dd>{row.buyerName}</dd>
        {row.orderNumber && <><dt>{t('complaints.order')}</dt><dd className={styles.number}>{row.orderNumber}</dd></>}
        <dt>{t('complaints.agent')}</dt><dd>{row.agent?.name ?? t('complaints.nobody')}</dd>
        <dt>{t('complaints.openedAt')}</dt><dd>{time(row.openedAt)}</dd>
      </dl>
      <p className={styles.said}>{row.text}</p>
      {said.length > 0 && <>
        <h3 className={styles.part}>{t('complaints.talk')}</h3>
        <ul className={styles.talk} tabIndex={0} aria-label={t('complaints.talk')}>
          {said.map((entry) => <li key={entry.seq}><small>{entry.from === 'buyer' ? row.buyerName : entry.senderName ?? t('complaints.system')} · {time(entry.at)}</small><br />{entry.text}</li>)}
        </ul>
      </>}
      <h3 className={styles.part}>{t(row.state === 'open' ? 'complaints.decide' : 'complaints.revise')}</h3>
      <Decision key={detail.version} detail={detail} />
      <h3 className={styles.part}>{t('complaints.revisions')}</h3>
      <ul className={styles.steps}>
        {steps.map(({ at, byName, kind, revision }, i) => (
          <li key={i}>
            {t(`complaints.step_${kind}`)} <small>{byName} · {time(at)}</small>
            {kind !== 'opened' && <div className={styles.quiet}>{[
              t(`complaints.grade_${revision.grade}`), revision.saysOutside && t('complaints.saysOutside'), revision.contacted && t('complaints.contacted'),
              kind === 'upheld' && `${revision.bearer === 'agent' ? revision.bearerName ?? '' : t('complaints.bearer_company')} ${yuan(revision.fen)}`, revision.reason,
              revision.answer !== undefined && `${t('complaints.answer')}：${revision.answer}`,
            ].filter(Boolean).join(' · ')}</div>}
          </li>
        ))}
      </ul>
    </>
  );
}
