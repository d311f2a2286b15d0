import { PlusOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { RightButton } from '@/shared/parts/RightButton';
import { Screen } from '@/shared/parts/Screen';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './Quality.module.css';
import { useSheets } from './queries';
import { SheetEditor } from './SheetEditor';
import { useTabs } from './tabs';
import type { SheetView } from './types';

/** 质检表: all sheets in their newest version. */
export default function SheetsPage() {
  const t = useT();
  const tabs = useTabs();
  const lang = useStore(language);
  const { data, error, refetch } = useSheets();
  const [editing, setEditing] = useState<SheetView | 'new' | null>(null);
  return (
    <Screen title={t('quality.title')} tabs={tabs} actions={<RightButton right="quality.decide" type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('quality.addSheet')}</RightButton>}>
      <p className={styles.lead}>{t('quality.sheetsLead')}</p>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      <div className={styles.cards}>
        {data?.items.map((view) => (
          <section key={view.key} className={styles.card} aria-label={view.sheet.name}>
            <header className={styles.cardHead}>
              <h2 className={styles.h3}>{view.sheet.name}</h2>
              <span className={styles.small}>{t('quality.fullMarks', { n: view.sheet.sections.reduce((sum, { full }) => sum + full, 0) })}{view.sheet.takesWeekPoints && ` · ${t('quality.takesPoints')}`}</span>
            </header>
            {view.sheet.sections.map((section) => (
              <div key={section.name} className={styles.outline}>
                <h3 className={styles.h4}>{section.name}<span className={styles.number}>{section.full}</span></h3>
                <ul>{section.items.map((item) => <li key={item.key}><span>{item.name}</span><span className={styles.small}>{item.points !== undefined ? t('quality.pointsOf', { n: item.points }) : t('quality.each', { n: item.deduct ?? 0 })}</span></li>)}</ul>
              </div>
            ))}
            <footer className={styles.cardFoot}>
              <span className={styles.small}>{t('quality.version', { n: view.version })} · {view.madeBy ? `${view.madeBy} ${formatTime(view.madeAt, serverNow(), lang)}` : t('quality.shipped')}</span>
              <RightButton right="quality.decide" size="small" onClick={() => setEditing(view)}>{t('common.edit')}</RightButton>
            </footer>
          </section>
        ))}
      </div>
      {editing && <SheetEditor view={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </Screen>
  );
}
