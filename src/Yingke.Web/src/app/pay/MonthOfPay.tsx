import { DownloadOutlined, LockOutlined } from '@ant-design/icons';
import { Alert, Button, DatePicker, Dropdown, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { CloseDialog } from '@/features/pay/CloseDialog';
import styles from '@/features/pay/Pay.module.css';
import { SettlementTable, SlipTable } from '@/features/pay/SlipTable';
import { usePayTabs } from '@/features/pay/tabs';
import type { Settlement, Slip } from '@/features/pay/types';
import { usePayMonth, useRun } from '@/features/pay/usePay';
import { yuan } from '@/features/pay/words';
import { addressOf } from '@/shared/api/client';
import { comma, language, useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { lastMonth } from '@/shared/time/calendar';
import { formatExact } from '@/shared/time/format';
import { SettlementDrawer, SlipDrawer } from './SlipDrawer';


/** A month's pay as it stands or as it was closed, with the companies' settlements. */
export function MonthOfPay() {
  const t = useT();
  const lang = useStore(language);
  const me = useMe();
  const [month, setMonth] = useState(lastMonth);
  const [chosen, setChosen] = useState<string | null>(null);
  const [slip, setSlip] = useState<Slip | null>(null);
  const [settlement, setSettlement] = useState<Settlement | null>(null);
  const [closing, setClosing] = useState(false);
  const { data, error, refetch } = usePayMonth(month);
  // Null: the latest that was closed, if there is one; empty: as it stands.
  const run = chosen === '' ? undefined : data?.runs.find((one) => one.id === chosen) ?? data?.runs[0];
  const closed = useRun(run?.id ?? null);
  const pay = run ? closed.data?.pay : data?.preview;
  const files = (kind: 'slips' | 'settlement', company?: string) => (['xlsx', 'csv'] as const).map((format) => ({
    key: `${kind}/${company ?? ''}/${format}`,
    label: <a href={addressOf('/pay/export', { ...(run ? { runId: run.id } : { month }), kind, company, format, language: lang })} download>{company ? t('pay.settlementFile', { company }) : t('pay.slipsFile')} · {format}</a>,
  }));
  const why = !data?.isOver ? t('pay.notOver') : data.open.length > 0 && t('pay.openCards', { names: data.open.join(comma()) });
  return (
    <Screen title={t('pay.title')} tabs={usePayTabs()} actions={
      <>
        <DatePicker size="small" picker="month" allowClear={false} value={dayjs(`${month}-01`)} aria-label={t('pay.month')} onChange={(day: dayjs.Dayjs | null) => { if (day) { setMonth(day.format('YYYY-MM')); setChosen(null); } }} />
        {pay && pay.slips.length > 0 && <Dropdown menu={{ items: [...files('slips'), ...pay.settlements.flatMap((one) => files('settlement', one.company))] }}><Button size="small" icon={<DownloadOutlined />}>{t('pay.export')}</Button></Dropdown>}
        {data && (can(me, 'pay.close') || me.permissions['pay.view'] === 'all') && <RightButton size="small" type="primary" icon={<LockOutlined />} right="pay.close" why={why} onClick={() => setClosing(true)}>{data.runs.length > 0 ? t('pay.closeAgain') : t('pay.close')}</RightButton>}
      </>
    }>
      <div className={styles.bar}>
        {data && data.runs.length > 0 && (
          <Select size="small" value={run?.id ?? ''} style={{ minWidth: 220 }} aria-label={t('pay.revisionHead')} onChange={setChosen}
            options={[{ value: '', label: t('pay.asItStands') }, ...data.runs.map((one) => ({ value: one.id, label: t('pay.revisionBy', { n: one.revision, who: one.byName }) }))]} />
        )}
        <span className={styles.small}>{run ? t('pay.closedNote', { at: formatExact(run.at), who: run.byName }) + (run.reason ? ` · ${run.reason}` : '') : t('pay.previewNote')}</span>
        {pay?.totalFen !== undefined && <span style={{ marginLeft: 'auto' }}>{t('pay.totalOf')} <span className={styles.big}>{yuan(pay.totalFen)}</span> {t('pay.yuan')}</span>}
      </div>
      {!run && data && data.isOver && data.open.length > 0 && <Alert type="info" showIcon title={t('pay.openCards', { names: data.open.join(comma()) })} style={{ marginBottom: 12 }} />}
      <SlipTable slips={pay?.slips} error={run ? closed.error : error} onRetry={() => void refetch()} onOpen={setSlip} />
      {pay && pay.settlements.length > 0 && <><h2 className={styles.h2}>{t('pay.settlements')}</h2><SettlementTable settlements={pay.settlements} onOpen={setSettlement} /></>}
      {slip && <SlipDrawer slip={slip} onClose={() => setSlip(null)} />}
      {settlement && <SettlementDrawer settlement={settlement} onClose={() => setSettlement(null)} />}
      {closing && data && <CloseDialog month={data} onClose={() => setClosing(false)} onDone={(id) => { setClosing(false); setChosen(id); }} />}
    </Screen>
  );
}
