import { Button } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { InspectionTable } from './InspectionTable';
import styles from './Quality.module.css';
import { useOwnInspections } from './queries';
import { useTabs } from './tabs';

/** 我的质检: the results of one's own conversations and calls. */
export default function OwnPage() {
  const t = useT();
  const tabs = useTabs();
  const list = useOwnInspections();
  return (
    <Screen title={t(tabs.length > 0 ? 'quality.title' : 'quality.own')} tabs={tabs}>
      <p className={styles.lead}>{t('quality.ownLead')}</p>
      <InspectionTable own rows={list.data?.pages.flatMap((page) => page.items)} error={list.error} onRetry={() => void list.refetch()} empty={<Nothing title={t('quality.noneOwn')} hint={t('quality.noneOwnHint')} />} />
      {list.hasNextPage && <div className={styles.more}><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('common.loadMore')}</Button></div>}
    </Screen>
  );
}
