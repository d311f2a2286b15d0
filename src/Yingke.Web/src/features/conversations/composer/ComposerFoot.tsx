import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Space } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { prefer, preferences } from '../state/preferences';
import styles from './Composer.module.css';

interface Props { note: boolean; length: number; maxLength: number; canSend: boolean; onSend: () => void }

export function ComposerFoot({ note, length, maxLength, canSend, onSend }: Props) {
  const t = useT();
  const enterSends = useStore(preferences, (p) => p.enterSends);
  const near = length > maxLength * 0.9;
  const items = [
    { key: 'enter', label: t('conversations.enterSends'), onClick: () => prefer({ enterSends: true }) },
    { key: 'ctrl', label: t('conversations.ctrlEnterSends'), onClick: () => prefer({ enterSends: false }) },
  ];
  return (
    <div className={styles.foot}>
      <span className={length > maxLength ? styles.over : styles.hint}>
        {near ? t('conversations.length', { n: length, max: maxLength }) : t(enterSends ? 'conversations.enterHint' : 'conversations.ctrlEnterHint')}
      </span>
      <Space.Compact size="small">
        <Button type="primary" disabled={!canSend} onClick={onSend}>{t(note ? 'conversations.addNote' : 'conversations.send')}</Button>
        <Dropdown trigger={['click']} placement="topRight" menu={{ items, selectable: true, selectedKeys: [enterSends ? 'enter' : 'ctrl'] }}>
          <Button type="primary" disabled={!canSend} icon={<DownOutlined />} aria-label={t('conversations.sendKey')} />
        </Dropdown>
      </Space.Compact>
    </div>
  );
}
