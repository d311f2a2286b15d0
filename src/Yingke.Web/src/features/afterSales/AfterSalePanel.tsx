import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import { formatFen } from '@/shared/time/format';
import styles from './AfterSales.module.css';
import { ApplicationDrawer } from './ApplicationDrawer';
import { ApplyDialog } from './ApplyDialog';
import type { ApplicationRow } from './types';
import { useFollow, useList } from './useAfterSales';
import { productWords, Remaining, StateTag } from './words';

/** The buyer's applications beside the chat: what is open and how long there is left, and a new one for one line of an order. */
export function AfterSalePanel({ buyerId, talk }: { buyerId: string; talk: { id: string; mine: boolean } }) {
  const t = useT();
  const [shown, setShown] = useState<string | null>(null);
  const [applying, setApplying] = useState(false);
  useFollow();
  const { data, error, refetch } = useList({ buyerId, limit: 20 });
  if (!data)
    return error
      ? <Alert type="error" title={wordsOf(error)} action={<Button size="small" onClick={() => void refetch()}>{t('common.retry')}</Button>} />
      : <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  return (
    <div className={styles.cards}>
      {data.items.length === 0 && <p className={styles.empty}>{t('aftersales.noneOfBuyer')}</p>}
      {data.items.map((row) => <ApplicationCard key={row.id} row={row} onOpen={() => setShown(row.id)} />)}
      <div><RightButton size="small" icon={<PlusOutlined />} right="aftersale.handle" onClick={() => setApplying(true)}>{t('aftersales.open')}</RightButton></div>
      {applying && <ApplyDialog buyerId={buyerId} conversationId={talk.id} onClose={() => setApplying(false)} onDone={(id) => { setApplying(false); setShown(id); }} />}
      {shown && <ApplicationDrawer id={shown} talk={talk} onClose={() => setShown(null)} />}
    </div>
  );
}

function ApplicationCard({ row, onOpen }: { row: ApplicationRow; onOpen: () => void }) {
  const t = useT();
  return (
    <button type="button" className={styles.card} onClick={onOpen}>
      <span className={styles.line}><span className={styles.name}>{t(`aftersales.type_${row.type}`)} · {row.reason}</span><StateTag state={row.state} /></span>
      <span className={styles.small} title={productWords(row, t)}>{productWords(row, t)}</span>
      <span className={styles.line}><span className={styles.small}>{row.number}</span><span className={styles.figure}>{formatFen(row.refundedFen || row.askedFen)}</span></span>
      <Remaining due={row.due} dueAt={row.dueAt} />
    </button>
  );
}
