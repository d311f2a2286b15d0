import { GiftOutlined } from '@ant-design/icons';
import { Skeleton, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Campaigns.module.css';
import { DrawDialog } from './DrawDialog';
import { useDraws } from './queries';
import type { Draw } from './types';
import { yuan } from './words';

type Result = Draw['results'][number];

/** 抽奖: what was drawn, with the seed by which anybody can work it out again. */
export function DrawsView({ id, planned }: { id: string; planned: boolean }) {
  const t = useT();
  const [drawing, setDrawing] = useState(false);
  const { data, error, refetch } = useDraws(id);
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />;
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.small}>{t('campaigns.drawsLead')}</span>
        <RightButton right="campaigns.run" size="small" type="primary" icon={<GiftOutlined />} className={styles.right} why={planned && t('campaigns.drawTooEarly')} onClick={() => setDrawing(true)}>{t('campaigns.newDraw')}</RightButton>
      </div>
      {data.length === 0 && <Nothing title={t('campaigns.noDraws')} hint={t('campaigns.noDrawsHint')} />}
      <div className={styles.announced}>{data.map((draw) => <One key={draw.id} draw={draw} />)}</div>
      {drawing && <DrawDialog id={id} onClose={() => setDrawing(false)} />}
    </>
  );
}

function One({ draw: { name, kind, among, seed, byName, at, results } }: { draw: Draw }) {
  const t = useT();
  const lang = useStore(language);
  const columns: TableColumnsType<Result & { place: number }> = [
    { key: 'place', title: t('campaigns.rank'), width: 56, align: 'right', dataIndex: 'place' },
    { key: 'name', title: t('campaigns.agent'), width: 160, ellipsis: true, dataIndex: 'name' },
    ...(kind === 'darts' ? [{ key: 'throws', title: t('campaigns.throws'), width: 160, render: (_: unknown, row: Result) => `${row.throws.join(' + ')} = ${row.throws.reduce((sum, one) => sum + one, 0)}` }] : []),
    { key: 'prize', title: t('campaigns.prize'), render: (_, row) => (row.prize ? <Tag color="success">{row.prize}{row.fen > 0 && ` ¥${yuan(row.fen)}`}{row.points !== undefined && ` +${row.points} ${t('campaigns.points')}`}</Tag> : <span className={styles.small}>–</span>) },
  ];
  return (
    <section className={styles.card}>
      <div className={styles.hourHead} style={{ marginBottom: 8 }}>
        <b>{name}</b><span className={styles.small}>{t(`campaigns.kind_${kind}`)} · {t(`campaigns.among_${among}`)} · {byName} · {formatTime(at, serverNow(), lang)}</span>
        <span className={`${styles.small} ${styles.right}`}>{t('campaigns.seed', { seed })}</span>
      </div>
      <Table size="small" rowKey="place" pagination={false} columns={columns} dataSource={results.map((row, i) => ({ ...row, place: i + 1 }))} />
    </section>
  );
}
