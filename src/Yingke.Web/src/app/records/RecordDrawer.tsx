import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton, Tooltip } from 'antd';
import { CardView } from '@/features/conversations/log/CardView';
import { sourceWords } from '@/features/conversations/log/words';
import { Transcript } from '@/features/conversations/records/Transcript';
import { PickButton } from '@/features/quality/PickButton';
import { Explanation } from '@/features/routing/WhyPopover';
import { api } from '@/shared/api/client';
import type { ConversationDetail, ConversationRow } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './RecordDrawer.module.css';

interface Props { row: ConversationRow; onClose: () => void; onPrevious?: () => void; onNext?: () => void }

/** A conversation as it was: the transcript, and beside it who served it and why it came to them. */
export function RecordDrawer({ row, onClose, onPrevious, onNext }: Props) {
  const t = useT();
  const me = useMe();
  const lang = useStore(language);
  const { data, error, refetch } = useQuery({ queryKey: ['record', row.id], queryFn: () => api.get<ConversationDetail>(`/conversations/${row.id}`) });
  const time = (iso: string) => formatTime(iso, serverNow(), lang);
  const now = data?.row ?? row;
  return (
    <Drawer open size={960} onClose={onClose} title={row.buyer.name} styles={{ body: { padding: 0 } }} extra={<>
      {can(me, 'quality.inspect') && row.state === 'closed' && <PickButton conversationId={row.id} />}
      <Tooltip title={t('records.previous')}><Button type="text" size="small" icon={<UpOutlined />} aria-label={t('records.previous')} disabled={!onPrevious} onClick={onPrevious} /></Tooltip>
      <Tooltip title={t('records.next')}><Button type="text" size="small" icon={<DownOutlined />} aria-label={t('records.next')} disabled={!onNext} onClick={onNext} /></Tooltip>
    </>}>
      <div className={styles.frame}>
        <div className={styles.log} data-scroll tabIndex={0}><Transcript id={row.id} /></div>
        <aside className={styles.side}>
          <section className={styles.block}>
            <h3 className={styles.title}>{t('records.about')}</h3>
            <dl className={styles.facts}>
              <dt>{t('records.state')}</dt><dd>{t(`conversations.state_${now.state}`)}</dd>
              <dt>{t('records.inquiry')}</dt><dd>{t(`common.${now.inquiry}`)}</dd>
              <dt>{t('records.source')}</dt><dd>{sourceWords(now.source, t)} · {t(`conversations.channel_${now.channel}`)}</dd>
              <dt>{t('records.openedAt')}</dt><dd>{time(now.openedAt)}</dd>
              {now.closedAt && <><dt>{t('records.closedAt')}</dt><dd>{time(now.closedAt)}</dd></>}
            </dl>
            {now.product && <CardView card={now.product} />}
            {now.order && <CardView card={now.order} />}
          </section>
          {data?.rating && (
            <section className={styles.block}>
              <h3 className={styles.title}>{t('records.rating')}</h3>
              <p className={styles.quiet}>{[t('records.stars', { n: data.rating.stars }), ...data.rating.tags].join(' · ')}</p>
              {data.rating.text && <p className={styles.quiet}>{data.rating.text}</p>}
            </section>
          )}
          <section className={styles.block}>
            <h3 className={styles.title}>{t('records.assignments')}</h3>
            {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
            {!data && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
            {data?.assignments.length === 0 && <p className={styles.quiet}>{t('records.neverAssigned')}</p>}
            {data?.assignments.map((one) => (
              <div key={`${one.agentId}/${one.at}`} className={styles.stint}>
                <div className={styles.who}>{one.agentName}<span className={styles.span}>{time(one.at)}{one.endedAt && ` – ${time(one.endedAt)}`}</span></div>
                {one.why && <Explanation why={one.why} agentName={one.agentName} at={one.at} earlier={[]} />}
              </div>
            ))}
          </section>
        </aside>
      </div>
    </Drawer>
  );
}
