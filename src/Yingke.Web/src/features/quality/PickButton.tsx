import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { inspectionsChanged, useSheets } from './queries';
import type { Inspection } from './types';

/** Inspects a closed conversation that no plan drew. */
export function PickButton({ conversationId }: { conversationId: string }) {
  const t = useT();
  const go = useNavigate();
  const { message } = App.useApp();
  const { data } = useSheets();
  const [busy, setBusy] = useState(false);
  const pick = async (sheetKey: string) => {
    setBusy(true);
    try {
      const { row } = await api.post<Inspection>('/inspections', { conversationId, sheetKey });
      inspectionsChanged();
      await go(`/inspections/${row.id}`);
    } catch (error) {
      void message.error(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Dropdown trigger={['click']} menu={{ items: data?.items.map(({ key, sheet }) => ({ key, label: sheet.name })) ?? [], onClick: ({ key }) => void pick(key) }}>
      <Button size="small" loading={busy}>{t('quality.pick')}</Button>
    </Dropdown>
  );
}
