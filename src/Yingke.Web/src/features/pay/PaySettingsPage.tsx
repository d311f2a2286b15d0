import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, InputNumber, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT, type TextKey } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { Failure } from '@/shared/parts/Failure';
import styles from './Pay.module.css';
import { amounts, pointCauses, type Amount, type PayScheme, type PaySettings, type PaySettingsAnswer } from './types';
import { payMoved, settingsKey, usePaySettings } from './usePay';
import { causeName } from './words';

type Fields = Record<Amount, number> & { schemes: (Omit<PayScheme, 'poolFen' | 'bonusBaseFen'> & { pool: number; bonusBase: number })[]; points: Record<string, number | null> };

const bases: Amount[] = ['normalBaseFen', 'seniorBaseFen', 'leadBaseFen', 'serviceFeeFen'];
const blank = { name: '', rule: 'share' as const, scorecardIds: [], pool: 1000, passPercent: 70, bonusBase: 1000, over: 100, under: 80, deductPercent: 20, below: 'flat' as const };

/** 薪酬设置: base wages, pay rules, what is rewarded and fined. */
export default function PaySettingsPage() {
  const t = useT();
  const { data, error, refetch } = usePaySettings();
  if (!data) return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active title={{ width: 160 }} paragraph={{ rows: 10 }} />;
  return (
    <div className={styles.plain}>
      <h2 className={styles.title}>{t('pay.settings')}</h2>
      <p className={styles.lead}>{t('pay.settingsLead')}</p>
      <Sheet key={data.version} answer={data} />
    </div>
  );
}

function Sheet({ answer: { version, settings, scorecards } }: { answer: PaySettingsAnswer }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState('');
  const schemes = Form.useWatch('schemes', form);
  const save = async (fields: Fields) => {
    setBusy(true);
    setRefusal('');
    const document: PaySettings = {
      ...Object.fromEntries(amounts.map((name) => [name, Math.round(fields[name] * 100)])) as Record<Amount, number>,
      points: Object.fromEntries(Object.entries(fields.points).filter(([, value]) => value)) as Record<string, number>,
      schemes: fields.schemes.map(({ pool, bonusBase, ...scheme }) => ({ ...scheme, key: scheme.key || newId().slice(0, 8), poolFen: Math.round(pool * 100), bonusBaseFen: Math.round(bonusBase * 100) })),
    };
    try {
      queries.setQueryData(settingsKey, await api.put<PaySettingsAnswer>('/pay-settings', { version, settings: document }));
      void payMoved();
      setSaved(true);
    } catch (error) {
      setRefusal(wordsOf(error));
    }
    setBusy(false);
  };
  const money = (name: Amount) => (
    <Form.Item key={name} name={name} label={t(`pay.set_${name}`)} rules={[{ required: true, message: t('common.required') }]} style={{ display: 'inline-block', width: 200 }}><InputNumber min={0} max={1_000_000} precision={2} controls={false} suffix={t('pay.yuan')} style={{ width: 168 }} /></Form.Item>
  );
  const number = (at: number, name: string, label: TextKey, suffix: string) => <Form.Item name={[at, name]} label={t(label)} style={{ display: 'inline-block', width: 168, marginBottom: 8 }} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={0} precision={2} controls={false} suffix={suffix} style={{ width: 148 }} /></Form.Item>;
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)} onValuesChange={() => setSaved(false)}
      initialValues={{ ...Object.fromEntries(amounts.map((name) => [name, settings[name] / 100])), points: Object.fromEntries(pointCauses.map((cause) => [cause, settings.points[cause] ?? 0])), schemes: settings.schemes.map(({ poolFen, bonusBaseFen, ...rest }) => ({ ...rest, pool: poolFen / 100, bonusBase: bonusBaseFen / 100 })) }}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <h3 className={styles.h2}>{t('pay.bases')}</h3>
      {bases.map(money)}
      <h3 className={styles.h2}>{t('pay.schemes')}</h3>
      <p className={styles.small}>{t('pay.schemesHint')}</p>
      <Form.List name="schemes">
        {(fields, { add, remove }) => <>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.scheme}>
              <Form.Item name={[name, 'key']} noStyle hidden><Input /></Form.Item>
              <div className={styles.bar}>
                <Form.Item name={[name, 'name']} noStyle rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input aria-label={t('pay.schemeName')} placeholder={t('pay.schemeName')} maxLength={40} style={{ width: 160 }} /></Form.Item>
                <Form.Item name={[name, 'rule']} noStyle><Select aria-label={t('pay.rule')} style={{ width: 140 }} options={(['share', 'over_target'] as const).map((value) => ({ value, label: t(`pay.rule_${value}`) }))} /></Form.Item>
                <Form.Item name={[name, 'scorecardIds']} noStyle><Select mode="multiple" aria-label={t('pay.forScorecards')} placeholder={t('pay.forScorecards')} style={{ width: 380 }} optionFilterProp="label" options={scorecards.map((card) => ({ value: card.id, label: card.name }))} /></Form.Item>
                <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
              </div>
              {schemes?.[name]?.rule === 'over_target'
                ? <>{number(name, 'bonusBase', 'pay.bonusBase', t('pay.yuan'))}{number(name, 'over', 'pay.over', t('pay.points'))}{number(name, 'under', 'pay.under', t('pay.points'))}<Form.Item name={[name, 'below']} label={t('pay.below')} style={{ display: 'inline-block', width: 180, marginBottom: 8 }}><Select style={{ width: 160 }} options={(['flat', 'proportional'] as const).map((value) => ({ value, label: t(`pay.below_${value}`) }))} /></Form.Item>{schemes[name].below === 'proportional' ? <Form.Item name={[name, 'deductPercent']} noStyle hidden><InputNumber /></Form.Item> : number(name, 'deductPercent', 'pay.deductPercent', '%')}</>
                : <>{number(name, 'pool', 'pay.pool', t('pay.yuan'))}{number(name, 'passPercent', 'pay.passPercent', '%')}</>}
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ ...blank, key: newId().slice(0, 8) })}>{t('pay.addScheme')}</Button>
        </>}
      </Form.List>
      <h3 className={styles.h2}>{t('pay.fines')}</h3>
      <p className={styles.small}>{t('pay.finesHint')}</p>
      {amounts.filter((name) => !bases.includes(name)).map(money)}
      <h3 className={styles.h2}>{t('pay.pointsTitle')}</h3>
      <p className={styles.small}>{t('pay.pointsHint')}</p>
      {pointCauses.map((cause) => <Form.Item key={cause} name={['points', cause]} label={causeName(cause, t)} style={{ display: 'inline-block', width: 200 }}><InputNumber min={0} max={100} precision={2} controls={false} suffix={t('pay.points')} style={{ width: 168 }} /></Form.Item>)}
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit" loading={busy}>{t('common.save')}</Button>
        {saved && <span className={styles.result} role="status">{t('common.saved')}</span>}
      </div>
    </Form>
  );
}
