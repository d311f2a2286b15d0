import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Input, Popconfirm, Skeleton, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { categoryKey, useCategories, type Category, type CategoryTree } from '@/shared/categories/categories';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import styles from './Categories.module.css';

const deepest = 3;

/** 咨询分类: one tree for chats, calls, tickets and applications. */
export default function CategoriesPage() {
  const t = useT();
  const { message } = App.useApp();
  const { data, error, refetch } = useCategories();
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={{ width: 160 }} paragraph={{ rows: 8 }} />;
  const run = async (work: Promise<CategoryTree>) => {
    try {
      queries.setQueryData(categoryKey, await work);
    } catch (problem) {
      void message.error(wordsOf(problem));
      await queries.invalidateQueries({ queryKey: categoryKey });
    }
  };
  const level = (parentId: string | undefined, depth: number) => {
    const here = data.items.filter((one) => one.parentId === parentId);
    return (
      <ul className={styles.level}>
        {here.map((one, i) => (
          <li key={one.id}>
            <Line category={one} first={i === 0} last={i === here.length - 1} onEdit={(change) => void run(api.patch<CategoryTree>(`/categories/${one.id}`, change))} />
            {(depth < deepest && !one.archived || data.items.some(({ parentId: above }) => above === one.id)) && level(one.id, depth + 1)}
          </li>
        ))}
        {depth <= deepest && !data.items.find(({ id }) => id === parentId)?.archived && <li><AddLine onAdd={(name) => run(api.post<CategoryTree>('/categories', { name, parentId }))} /></li>}
      </ul>
    );
  };
  return (
    <div className={styles.page}>
      <h2 className={styles.title}>{t('categories.settings')}</h2>
      <p className={styles.lead}>{t('categories.lead')}</p>
      {level(undefined, 1)}
    </div>
  );
}

function Line({ category: { name, position, archived }, first, last, onEdit }: { category: Category; first: boolean; last: boolean; onEdit: (change: { name?: string; position?: number; archived?: boolean }) => void }) {
  const t = useT();
  const [words, setWords] = useState(name);
  const quiet = (label: string, icon: React.ReactNode, disabled: boolean, act: () => void) => <Tooltip title={label}><Button type="text" size="small" icon={icon} aria-label={`${name}: ${label}`} disabled={disabled} onClick={act} /></Tooltip>;
  return (
    <div className={styles.line}>
      <Input variant="borderless" className={archived ? styles.archived : undefined} value={words} maxLength={20} disabled={archived} aria-label={t('categories.name')} onChange={(event) => setWords(event.target.value)} style={{ width: 200 }}
        onBlur={() => (words.trim() === '' ? setWords(name) : words.trim() !== name && onEdit({ name: words.trim() }))} onPressEnter={(event) => event.currentTarget.blur()} />
      {quiet(t('categories.up'), <ArrowUpOutlined />, first || archived, () => onEdit({ position: position - 1 }))}
      {quiet(t('categories.down'), <ArrowDownOutlined />, last || archived, () => onEdit({ position: position + 1 }))}
      {archived ? <Button type="link" size="small" onClick={() => onEdit({ archived: false })}>{t('categories.restore')}</Button>
        : <Popconfirm icon={null} title={t('categories.archiveTitle', { name })} description={t('categories.archiveHint')} okText={t('categories.archive')} cancelText={t('common.cancel')} onConfirm={() => onEdit({ archived: true })}>
          <Button type="text" size="small">{t('categories.archive')}</Button>
        </Popconfirm>}
    </div>
  );
}

function AddLine({ onAdd }: { onAdd: (name: string) => Promise<void> }) {
  const t = useT();
  const [name, setName] = useState<string>();
  if (name === undefined) return <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => setName('')}>{t('categories.add')}</Button>;
  const add = () => {
    if (name.trim()) void onAdd(name.trim());
    setName(undefined);
  };
  return <Input autoFocus size="small" value={name} maxLength={20} placeholder={t('categories.name')} aria-label={t('categories.name')} style={{ width: 200 }} onChange={(event) => setName(event.target.value)} onPressEnter={add} onBlur={add} />;
}
