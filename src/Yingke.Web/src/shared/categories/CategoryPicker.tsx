import { Tag, TreeSelect } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { branches, pathOf, useCategories } from './categories';
import styles from './CategoryPicker.module.css';

interface Props {
  value?: string | undefined;
  onChange?: (id: string | undefined) => void;
  /** Among the fields of a form it is as tall as they are. */
  inForm?: boolean;
}

/** What it was about: the last used ones at hand, the whole tree below. */
export function CategoryPicker({ value, onChange, inForm = false }: Props) {
  const t = useT();
  const { data } = useCategories();
  if (!data || data.items.length === 0) return null;
  return (
    <div className={styles.picker}>
      <div className={inForm ? styles.formLabel : styles.label}>{t('categories.category')}</div>
      {data.recent.length > 0 && (
        <div className={styles.choices}>
          {data.recent.map((id) => <Tag.CheckableTag key={id} checked={value === id} onChange={(on) => onChange?.(on ? id : undefined)}>{pathOf(data.items, id).split(' / ').at(-1)}</Tag.CheckableTag>)}
        </div>
      )}
      <TreeSelect allowClear {...(!inForm && { size: 'small' })} style={{ width: '100%' }} value={value ?? null} placeholder={t('categories.choose')} aria-label={t('categories.category')} treeData={branches(data.items)} treeDefaultExpandAll
        showSearch={{ treeNodeFilterProp: 'title' }} onChange={(id: string | null) => onChange?.(id ?? undefined)} getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? trigger} />
    </div>
  );
}
