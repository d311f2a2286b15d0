import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import styles from './BuyerCard.module.css';

export function TagsField({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const add = (text: string) => {
    const tag = text.trim();
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
    setAdding(false);
  };
  return (
    <div className={styles.block}>
      <span className={styles.label}>{t('buyers.tags')}</span>
      <div className={styles.tags}>
        {tags.map((tag) => <Tag key={tag} closable onClose={() => onChange(tags.filter((one) => one !== tag))} style={{ marginInlineEnd: 0 }}>{tag}</Tag>)}
        {adding
          ? <Input size="small" autoFocus maxLength={20} style={{ width: 96 }} aria-label={t('buyers.addTag')} onBlur={(event) => add(event.target.value)}
            onPressEnter={(event) => !event.nativeEvent.isComposing && add(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && setAdding(false)} />
          : <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('buyers.addTag')}</Button>}
      </div>
    </div>
  );
}
