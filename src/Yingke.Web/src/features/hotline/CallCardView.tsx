import { PlusOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { CallerFacts } from './CallerFacts';
import { CallHead } from './CallHead';
import { CallRecord } from './CallRecord';
import styles from './Hotline.module.css';
import { LinkBuyer } from './LinkBuyer';
import { useCard } from './queries';
import { ScriptsList } from './ScriptsList';
import type { CallCard } from './types';

export interface CardDoors { onTicket: (card: CallCard) => void; onOpenTalk: (id: string) => void }

/** 来电卡片: who calls, what there is with them, what to say, and what is kept of it. */
export function CallCardView({ id, onTicket, onOpenTalk }: { id: string } & CardDoors) {
  const t = useT();
  const { data, error, refetch } = useCard(id);
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <div className={styles.card}>
      <CallHead call={data.call} />
      {!data.buyer && <section className={styles.section}><h3 className={styles.title}>{t('hotline.who')}</h3><LinkBuyer callId={id} candidates={data.candidates} /></section>}
      <section className={styles.section}><h3 className={styles.title}>{t('hotline.scripts')}</h3><ScriptsList /></section>
      <section className={styles.section}>
        <h3 className={styles.title}>{t('hotline.record')}</h3>
        <CallRecord key={id} call={data.call} beside={<RightButton size="small" right="tickets.handle" icon={<PlusOutlined />} onClick={() => onTicket(data)}>{t('hotline.openTicket')}</RightButton>} />
      </section>
      <CallerFacts card={data} onOpenTalk={onOpenTalk} />
    </div>
  );
}
