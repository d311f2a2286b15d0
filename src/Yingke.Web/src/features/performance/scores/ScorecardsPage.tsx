import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { Screen } from '@/shared/parts/Screen';
import { usePerformanceTabs } from '../tabs';
import styles from './Scores.module.css';
import { SchemeDrawer } from './SchemeDrawer';
import type { Role, Scorecard } from './types';
import { cardsMoved, useScorecardOptions, useScorecards } from './useScores';
import { itemName } from './words';

type Draft = Omit<Scorecard, 'id' | 'full'> & { id?: string };

const plain: Role[] = ['presale', 'insale', 'aftersale', 'hotline', 'other'];

/** 绩效方案: what each role is measured by. */
export default function ScorecardsPage() {
  const t = useT();
  const { modal, message } = App.useApp();
  const { data, error, refetch } = useScorecards();
  const options = useScorecardOptions().data;
  const [draft, setDraft] = useState<Draft | null>(null);
  const names = new Map(options?.people.map((one) => [one.id, one.name]));
  const archive = (card: Scorecard) => modal.confirm({
    title: t('scores.archiveTitle', { name: card.name }), content: t('scores.archiveHint'), okText: t('common.delete'), cancelText: t('common.cancel'), okButtonProps: { danger: true },
    onOk: async () => {
      try {
        await api.delete(`/scorecards/${card.id}`);
        await cardsMoved();
      } catch (failure) {
        void message.error(wordsOf(failure));
      }
    },
  });
  const columns: TableColumnsType<Scorecard> = [
    { key: 'name', title: t('scores.cardName'), width: 180, ellipsis: true, render: (_, card) => <Button type="link" size="small" className={styles.link} onClick={() => setDraft(card)}>{card.name}</Button> },
    { key: 'role', title: t('scores.role'), width: 120, render: (_, card) => `${t(`scores.role_${card.role}`)}${card.isPlatform ? ` · ${t('scores.platformShort')}` : ''}` },
    { key: 'items', title: t('scores.items'), ellipsis: true, render: (_, card) => card.items.map((item) => `${itemName(item, t)} ${item.full}`).join(comma()) },
    { key: 'full', title: t('scores.fullSum'), width: 88, align: 'right', render: (_, card) => card.full },
    { key: 'agents', title: t('scores.people'), width: 240, ellipsis: true, render: (_, card) => card.agentIds.map((id) => names.get(id)).filter(Boolean).join(comma()) || '—' },
    { key: 'do', width: 48, render: (_, card) => <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`${t('common.delete')} ${card.name}`} onClick={() => archive(card)} /> },
  ];
  const fromTemplate = options && (
    <Dropdown trigger={['click']} menu={{
      items: [
        { type: 'group', label: t('scores.templates'), children: options.templates.map((one) => ({ key: one.key, label: one.name })) },
        { type: 'group', label: t('scores.blank'), children: plain.map((role) => ({ key: `role/${role}`, label: t(`scores.role_${role}`) })) },
      ],
      onClick: ({ key }) => {
        const template = options.templates.find((one) => one.key === key);
        setDraft(template ? { ...template, version: 0, agentIds: [] } : { name: '', role: key.slice(5) as Role, isPlatform: false, items: [], offers: [], version: 0, agentIds: [] });
      },
    }}><Button size="small" type="primary" icon={<PlusOutlined />}>{t('scores.newCard')}</Button></Dropdown>
  );
  return (
    <Screen title={t('performance.title')} tabs={usePerformanceTabs()} actions={fromTemplate}>
      <DataTable<Scorecard> rows={data} error={error} onRetry={() => void refetch()} rowKey="id" columns={columns} empty={<Nothing title={t('scores.noCards')} hint={t('scores.noCardsHint')}>{fromTemplate}</Nothing>} />
      {draft && options && <SchemeDrawer key={draft.id ?? draft.name} card={draft} options={options} onClose={() => setDraft(null)} />}
    </Screen>
  );
}
