import { PlusOutlined } from '@ant-design/icons';
import { App, DatePicker, Popover, Skeleton, Button } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, semicolon, useT, type Translate } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { Screen } from '@/shared/parts/Screen';
import { today } from '@/shared/time/calendar';
import { PlanDialog } from './PlanDialog';
import styles from './Quality.module.css';
import { inspectionsChanged, usePlans, useSheets } from './queries';
import { useTabs } from './tabs';
import type { Plan } from './types';

/** 抽检计划: what is drawn each week, for whom, by which sheet. */
export default function PlansPage() {
  const t = useT();
  const tabs = useTabs();
  const { data, error, refetch } = usePlans();
  const { data: sheets } = useSheets();
  const [editing, setEditing] = useState<Plan | 'new' | null>(null);
  const add = <RightButton right="quality.decide" type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('quality.addPlan')}</RightButton>;
  return (
    <Screen title={t('quality.title')} tabs={tabs} actions={add}>
      <p className={styles.lead}>{t('quality.plansLead')}</p>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 6 }} />}
      {data?.items.length === 0 && <Nothing title={t('quality.noPlans')} hint={t('quality.noPlansHint')} />}
      <div className={styles.cards}>
        {data?.items.map((plan) => (
          <section key={plan.id} className={styles.card} aria-label={plan.name}>
            <header className={styles.cardHead}>
              <h2 className={styles.h3}>{plan.name}</h2>
              <span className={plan.enabled ? styles.good : styles.small}>{t(plan.enabled ? 'quality.enabled' : 'quality.paused')}</span>
            </header>
            <dl className={styles.facts}>
              <dt>{t('quality.draws')}</dt><dd>{rulesIn(plan, t).join(semicolon())}</dd>
              <dt>{t('quality.sheet')}</dt><dd>{sheets?.items.find(({ key }) => key === plan.sheetKey)?.sheet.name ?? '—'}</dd>
              <dt>{t('quality.inspectors')}</dt><dd>{plan.inspectors.map(({ name }) => name).join(comma())}</dd>
              <dt>{t('quality.drawnWeek')}</dt><dd>{plan.drawnWeek ?? t('quality.notYet')}</dd>
            </dl>
            <div className={styles.actions}>
              <DrawButton plan={plan} />
              <RightButton right="quality.decide" size="small" onClick={() => setEditing(plan)}>{t('common.edit')}</RightButton>
            </div>
          </section>
        ))}
      </div>
      {editing && data && sheets && <PlanDialog plan={editing === 'new' ? undefined : editing} sheets={sheets.items} inspectors={data.inspectors} onClose={() => setEditing(null)} />}
    </Screen>
  );
}

/** Finished weeks are drawn by themselves; any other, this one too, at once. */
function DrawButton({ plan }: { plan: Plan }) {
  const t = useT();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [week, setWeek] = useState(today());
  const [busy, setBusy] = useState(false);
  const draw = async () => {
    setBusy(true);
    try {
      const { drawn } = await api.post<{ drawn: number }>(`/sampling-plans/${plan.id}/draws`, { week });
      void message.success(t('quality.drawn', { n: drawn }));
      inspectionsChanged();
      setOpen(false);
    } catch (error) {
      void message.error(wordsOf(error));
    }
    setBusy(false);
  };
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={(
      <div className={styles.actions}>
        <DatePicker picker="week" allowClear={false} value={dayjs(week)} aria-label={t('quality.week')} disabledDate={(day) => day.isAfter(dayjs(today()), 'day')} onChange={(day) => day && setWeek(day.format('YYYY-MM-DD'))} />
        <Button type="primary" loading={busy} onClick={() => void draw()}>{t('quality.drawNow')}</Button>
      </div>
    )}>
      <span><RightButton right="quality.inspect" size="small">{t('quality.draw')}</RightButton></span>
    </Popover>
  );
}

function rulesIn({ rules, subject }: Plan, t: Translate): string[] {
  const calls = subject === 'calls';
  return [
    ...(rules.perAgent > 0 ? [t(calls ? 'quality.rulePerAgentCalls' : 'quality.rulePerAgent', { n: rules.perAgent })] : []),
    ...(rules.lowRatings ? [t(calls ? 'quality.ruleUnsatisfied' : 'quality.ruleLow')] : []),
    ...(rules.complaints && !calls ? [t('quality.ruleComplaints')] : []),
    ...(rules.hits && !calls ? [t('quality.ruleHits')] : []),
    ...(rules.longerThan !== undefined ? [t(calls ? 'quality.ruleLongCalls' : 'quality.ruleLong', { n: rules.longerThan })] : []),
  ];
}
