import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { today } from '@/shared/time/calendar';
import styles from './Records.module.css';
import type { Filters } from './useRecords';

interface Props { filters: Filters; agents: { id: string; name: string }[]; onChange: (change: Filters) => void }

/** All filters in one line; words are asked for a moment after the last key. */
export function RecordFilters({ filters, agents, onChange }: Props) {
  const t = useT();
  const [words, setWords] = useState(filters.q ?? '');
  useEffect(() => {
    const timer = setTimeout(() => words.trim() !== (filters.q ?? '') && onChange({ q: words.trim() }), 350);
    return () => clearTimeout(timer);
    // Only typing starts the clock; the filters change because of it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [words]);
  const some = Object.values(filters).some(Boolean);
  return (
    <div className={styles.filters}>
      <Input.Search allowClear maxLength={100} value={words} onChange={(event) => setWords(event.target.value)} placeholder={t('conversations.searchPlaceholder')} aria-label={t('common.search')} style={{ width: 240 }} />
      <Select allowClear value={filters.state} onChange={(state?: string) => onChange({ state })} placeholder={t('records.anyState')} aria-label={t('records.state')} style={{ width: 128 }}
        options={(['active', 'queued', 'offline', 'robot', 'closed'] as const).map((value) => ({ value, label: t(`conversations.state_${value}`) }))} />
      {agents.length > 0 && (
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} value={filters.agent} onChange={(agent?: string) => onChange({ agent })} placeholder={t('records.anyAgent')} aria-label={t('records.agent')} style={{ width: 144 }}
          options={agents.map(({ id, name }) => ({ value: id, label: name }))} />
      )}
      <Select allowClear value={filters.inquiry} onChange={(inquiry?: string) => onChange({ inquiry })} placeholder={t('records.anyInquiry')} aria-label={t('records.inquiry')} style={{ width: 128 }}
        options={(['presale', 'aftersale'] as const).map((value) => ({ value, label: t(`common.${value}`) }))} />
      <DatePicker.RangePicker aria-label={t('records.openedAt')} maxDate={dayjs(today())} value={filters.from && filters.to ? [dayjs(filters.from), dayjs(filters.to)] : null}
        onChange={(days) => onChange({ from: days?.[0]?.format('YYYY-MM-DD') ?? '', to: days?.[1]?.format('YYYY-MM-DD') ?? '' })} />
      {some && <Button type="text" onClick={() => {
        setWords('');
        onChange({ q: '', state: '', agent: '', inquiry: '', from: '', to: '' });
      }}>{t('records.clear')}</Button>}
    </div>
  );
}
