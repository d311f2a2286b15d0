import { BellOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { keyOf } from '@/shared/keys';
import styles from './ListHead.module.css';
import { SoundPanel } from './SoundPanel';

export function ListHead({ onSearch, onSheet }: { onSearch: () => void; onSheet: () => void }) {
  const t = useT();
  return (
    <div className={styles.head}>
      <button type="button" className={styles.search} onClick={onSearch}>
        <SearchOutlined /> <span className={styles.words}>{t('conversations.searchHint')}</span> <kbd>{keyOf('search')}</kbd>
      </button>
      <Popover trigger="click" placement="bottomRight" arrow={false} content={<SoundPanel />}>
        <Button type="text" icon={<BellOutlined />} aria-label={t('conversations.sounds')} title={t('conversations.sounds')} />
      </Popover>
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('conversations.shortcuts')} title={`${t('conversations.shortcuts')} (${keyOf('sheet')})`} onClick={onSheet} />
    </div>
  );
}
