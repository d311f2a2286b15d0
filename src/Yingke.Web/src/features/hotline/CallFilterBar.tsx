import { Checkbox, DatePicker, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useT } from '@/shared/i18n/i18n';
import styles from './Hotline.module.css';
import { useCallAgents, type CallFilters } from './queries';
import type { CallPage } from './types';

const states = ['', 'answered', 'missed', 'abandoned'] as const;

/** Filters of the list of calls in one line. */
export function CallFilterBar({ filters, counts, onChange }: { filters: CallFilters; counts: CallPage['counts'] | undefined; onChange: (change: CallFilters) => void }) {
  const t = useT();
  const { data: agents } = useCallAgents();
  const label = (state: (typeof states)[number]) => `${state === '' ? t('hotline.all') : t(`hotline.state_${state}`)}${counts ? ` ${state === '' ? counts.all : counts[state]}` : ''}`;
  return (
    <div className={styles.filters}>
      <Segmented value={filters.state ?? ''} onChange={(state) => onChange({ state: state || undefined })} options={states.map((value) => ({ value, label: label(value) }))} />
      <DatePicker.RangePicker allowEmpty={[true, true]} style={{ width: 240 }} placeholder={[t('hotline.from'), t('hotline.to')]} value={[filters.from ? dayjs(filters.from) : null, filters.to ? dayjs(filters.to) : null]}
        onChange={(days) => onChange({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })} />
      <Select allowClear placeholder={t('hotline.anyAgent')} aria-label={t('hotline.agent')} style={{ width: 112 }} value={filters.agentId} onChange={(agentId?: string) => onChange({ agentId })}
        options={agents?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []} />
      <Select allowClear placeholder={t('hotline.anySurvey')} aria-label={t('hotline.survey')} style={{ width: 112 }} value={filters.survey} onChange={(survey?: string) => onChange({ survey })}
        options={(['satisfied', 'unsatisfied', 'declined'] as const).map((value) => ({ value, label: t(`hotline.survey_${value}`) }))} />
      <Checkbox checked={filters.mine ?? false} onChange={({ target }) => onChange({ mine: target.checked || undefined })}>{t('hotline.mine')}</Checkbox>
      <Checkbox checked={filters.unnoted ?? false} onChange={({ target }) => onChange({ unnoted: target.checked || undefined })}>{t('hotline.unnoted')}</Checkbox>
      <Input.Search allowClear maxLength={60} defaultValue={filters.q ?? ''} placeholder={t('hotline.searchHint')} aria-label={t('common.search')} style={{ width: 200 }} onSearch={(q) => onChange({ q: q.trim() || undefined })} />
    </div>
  );
}
