import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import styles from './Performance.module.css';
import type { Preset } from './ranges';
import type { Section } from './types';

/** How somebody looks at the report; the days are reckoned anew each time. */
export interface Look { range: Preset; by: 'agents' | 'groups'; section: Section; compared: boolean }

interface Saved { id: string; name: string; view: Record<keyof Look, string | boolean> }

const key = ['report-views'];
const snake = (word: string) => word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (word: string) => word.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** One's own views: open one, keep the present one under a name, take one away. `look` is null while the days are none that can be kept. */
export function SavedViews({ look, onOpen }: { look: Look | null; onOpen: (look: Look) => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [name, setName] = useState('');
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ queryKey: key, queryFn: async () => (await api.get<{ items: Saved[] }>('/reports/views')).items });
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      void message.error(wordsOf(error));
    }
  };
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={
      <div className={styles.views}>
        {data?.length === 0 && <p className={styles.meaning}>{t('performance.noViews')}</p>}
        {data?.map(({ id, name: label, view }) => (
          <div key={id} className={styles.view}>
            <Button type="link" size="small" onClick={() => { onOpen({ ...view, range: camel(String(view.range)) } as Look); setOpen(false); }}>{label}</Button>
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`${t('common.delete')} ${label}`} onClick={() => void run(() => api.delete(`/reports/views/${id}`))} />
          </div>
        ))}
        <div className={styles.view}>
          <Input size="small" value={name} maxLength={20} placeholder={t('performance.viewName')} aria-label={t('performance.viewName')} onChange={(event) => setName(event.target.value)} />
          <Button size="small" type="primary" disabled={!look || name.trim() === ''} onClick={() => void run(async () => {
            await api.put('/reports/views', { name, view: { ...look, range: snake(look?.range ?? 'today') } });
            setName('');
          })}>{t('performance.keepView')}</Button>
        </div>
        {!look && <p className={styles.meaning}>{t('performance.viewNeedsPreset')}</p>}
      </div>
    }><Button size="small">{t('performance.views')}</Button></Popover>
  );
}
