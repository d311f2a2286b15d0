import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { addressOf } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import styles from './History.module.css';
import { ImportPanel } from './ImportPanel';

/** 导入导出: the shop's past, from another system and out again. */
export default function HistoryPage() {
  const t = useT();
  return (
    <div className={styles.page}>
      <h2 className={styles.title}>{t('history.title')}</h2>
      <p className={styles.lead}>{t('history.lead')}</p>
      <h3 className={styles.section}>{t('history.import')}</h3>
      <p className={styles.hint}>{t('history.importHint')}</p>
      <ImportPanel />
      <h3 className={styles.section}>{t('history.export')}</h3>
      <p className={styles.hint}>{t('history.exportHint')}</p>
      <Button icon={<DownloadOutlined />} href={addressOf('/history/export')} download>{t('history.exportNow')}</Button>
    </div>
  );
}
