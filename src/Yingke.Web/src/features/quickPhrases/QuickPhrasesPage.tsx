import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { PacksTab } from './PacksTab';
import styles from './QuickPhrases.module.css';
import { ReportTab } from './ReportTab';

/** 快捷短语: packs, and for who may share them, how they are used. */
export default function QuickPhrasesPage() {
  const t = useT();
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  return (
    <div className={styles.plain}>
      <h2 className={styles.h2}>{t('quickPhrases.title')}</h2>
      <p className={styles.lead}>{t('quickPhrases.lead')}</p>
      {can(me, 'phrases.share')
        ? <Tabs activeKey={query.get('tab') ?? 'packs'} destroyOnHidden onChange={(tab) => setQuery({ tab }, { replace: true })} items={[
          { key: 'packs', label: t('quickPhrases.packs'), children: <PacksTab /> },
          { key: 'report', label: t('quickPhrases.report'), children: <ReportTab /> },
        ]} />
        : <PacksTab />}
    </div>
  );
}
