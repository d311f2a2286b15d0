import { DownloadOutlined } from '@ant-design/icons';
import { Dropdown, Button, Input, Segmented, Switch } from 'antd';
import { useMemo, useState } from 'react';
import { FigureTable, type Row } from '@/features/performance/FigureTable';
import { sections } from '@/features/performance/indicators';
import { MonthlyFiles } from '@/features/performance/MonthlyFiles';
import styles from '@/features/performance/Performance.module.css';
import { RangeBar } from '@/features/performance/RangeBar';
import { before, presets, rangeOf } from '@/features/performance/ranges';
import { SavedViews, type Look } from '@/features/performance/SavedViews';
import { usePerformanceTabs } from '@/features/performance/tabs';
import type { Cell, Group, Range, Report, Section } from '@/features/performance/types';
import { useReport } from '@/features/performance/useReports';
import { addressOf } from '@/shared/api/client';
import { language, useT, type Translate } from '@/shared/i18n/i18n';
import { Screen } from '@/shared/parts/Screen';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { CellDrawer } from './CellDrawer';
import { GuardRails } from './GuardRails';

type By = 'agents' | 'groups';

/** 绩效: every indicator by agent, by group and for the shop; each figure opens what it was counted from. */
export default function PerformancePage() {
  const t = useT();
  const me = useMe();
  const lang = useStore(language);
  const [range, setRange] = useState<Range>(() => rangeOf('lastWeek'));
  const [by, setBy] = useState<By>('agents');
  const [section, setSection] = useState<Section>('all');
  const [words, setWords] = useState('');
  const [compared, setCompared] = useState(false);
  const [open, setOpen] = useState<Cell | null>(null);
  const [files, setFiles] = useState(false);
  const { data, error, refetch } = useReport(range);
  const earlier = useReport(before(range), compared);
  const then = compared ? earlier.data : undefined;
  const rows = useMemo(() => data && rowsOf(data, then, by, t).filter((row) => row.whose.name.includes(words.trim())), [data, then, by, words, t]);
  const total = data?.shop ? { key: 'shop', whose: { name: me.shop.name }, figures: data.shop, before: then?.shop ?? undefined } : undefined;
  const preset = presets.find((one) => JSON.stringify(rangeOf(one)) === JSON.stringify(range));
  const look = (view: Look) => {
    setRange(rangeOf(view.range));
    setBy(view.by);
    setSection(view.section);
    setCompared(view.compared);
  };
  return (
    <Screen title={t('performance.title')} tabs={usePerformanceTabs()} actions={
      <>
        <RangeBar range={range} onChange={setRange} />
        <SavedViews look={preset ? { range: preset, by, section, compared } : null} onOpen={look} />
        <Dropdown menu={{ items: [
          ...(['xlsx', 'csv'] as const).map((format) => ({ key: format, label: <a href={addressOf('/reports/export', { ...range, format, language: lang })} download>{t(`performance.export_${format}`)}</a> })),
          ...(me.permissions['reports.view'] === 'all' ? [{ key: 'files', label: t('performance.monthlyFiles'), onClick: () => setFiles(true) }] : []),
        ] }}>
          <Button size="small" icon={<DownloadOutlined />}>{t('performance.export')}</Button>
        </Dropdown>
      </>
    }>
      <div className={styles.filters}>
        {data && data.groups.length > 0 && <Segmented size="small" value={by} onChange={setBy} options={(['agents', 'groups'] as const).map((value) => ({ value, label: t(`performance.by_${value}`) }))} />}
        <Segmented size="small" value={section} onChange={setSection} options={sections.map((value) => ({ value, label: t(`performance.section_${value}`) }))} />
        {by === 'agents' && data && data.agents.length > 1 && <Input.Search size="small" allowClear style={{ width: 160 }} value={words} placeholder={t('performance.find')} onChange={(event) => setWords(event.target.value)} />}
        <label><Switch size="small" checked={compared} onChange={setCompared} /> {t('performance.compare')}</label>
      </div>
      {data?.guard && <GuardRails guard={data.guard} before={then?.guard ?? undefined} range={range} />}
      <FigureTable rows={rows} total={total} section={section} error={error} onRetry={() => void refetch()} onOpen={setOpen} />
      {files && <MonthlyFiles onClose={() => setFiles(false)} />}
      {open && data && <CellDrawer key={JSON.stringify(open)} cell={open} range={range} report={data} onClose={() => setOpen(null)} />}
    </Screen>
  );
}

/** Who takes no part in serving has a row only for what they did nevertheless. */
function rowsOf(report: Report, then: Report | undefined, by: By, t: Translate): Row[] {
  if (by === 'groups')
    return report.groups.map(({ group, figures }) => {
      const name = group[0] as Group;
      return { key: name, whose: { name: t(`performance.group_${name}`), group: name }, figures, before: then?.groups.find((one) => one.group[0] === name)?.figures };
    });
  return report.agents.filter((agent) => agent.seated || didAnything(agent.figures) || report.agents.length === 1)
    .map(({ id, name, figures }) => ({ key: id, whose: { name, agentId: id }, figures, before: then?.agents.find((one) => one.id === id)?.figures }));
}

const didAnything = (figures: Row['figures']) => Object.values(figures).some((section) => Object.values(section).some((value) => value !== null && Number(value) !== 0));
