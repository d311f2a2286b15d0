import { BulbOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, DatePicker, Form, Input, InputNumber, Modal, Segmented, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { hasText, useT } from '@/shared/i18n/i18n';
import { TimeInput } from '@/shared/parts/TimeInput';
import { serverNow } from '@/shared/time/clock';
import { formatExact, instantOf } from '@/shared/time/format';
import styles from './Campaigns.module.css';
import { OverloadFields, overloadOf, type OverloadFieldValues } from './OverloadFields';
import { campaignsMoved } from './queries';
import { SuggestionBox } from './SuggestionBox';
import type { Campaign, CampaignList, Measure, PkTeam, SuggestedTarget, Target } from './types';

interface Props { campaign: Campaign | undefined; list: CampaignList; onClose: () => void; onSaved: (id: string) => void }

/** A goal in the form: whose it is in one word, sales in yuan. */
interface Row { owner: string; measure: Measure; value: number | null }

interface Fields extends OverloadFieldValues { name: string; span: [Dayjs, Dayjs]; measure: Measure; broadcasts: boolean; reviews: boolean; reviewAt: string; rows: Row[]; teams: PkTeam[]; excluded: string[] }

const ownerOfTarget = ({ scope, group, agentId }: Target | SuggestedTarget) => (scope === 'shop' ? 'shop' : scope === 'group' ? `group:${group[0] ?? ''}` : `agent:${agentId ?? ''}`);

const targetOf = ({ owner, measure, value }: Row): Target => {
  const [scope, of] = owner.split(':') as [Target['scope'], string | undefined];
  return { scope, group: scope === 'group' ? [of as Target['group'][number]] : [], ...(scope === 'agent' && { agentId: of }), measure, value: Math.round((value ?? 0) * (measure === 'sales' ? 100 : 1)) };
};

/** Form fields speak the shop's time, whatever this computer's is. */
const local = (iso: string) => dayjs(formatExact(iso).slice(0, 16));
const instant = (day: Dayjs) => instantOf(day.format('YYYY-MM-DD HH:mm'));

/** A campaign's span, goals, teams and switches. */
export function CampaignDialog({ campaign, list, onClose, onSaved }: Props) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [suggesting, setSuggesting] = useState(false);
  const span = Form.useWatch('span', form);
  const reviews = Form.useWatch('reviews', form) ?? (campaign ? campaign.reviewAt !== undefined : true);
  const tomorrow = dayjs(formatExact(new Date(serverNow()).toISOString()).slice(0, 10)).add(1, 'day');
  const people = list.agents.map(({ id, name }) => ({ value: id, label: name }));
  const owners = [
    { value: 'shop', label: t('campaigns.wholeShop') },
    ...(['presale', 'insale', 'aftersale'] as const).map((group) => ({ value: `group:${group}`, label: t(`performance.group_${group}`) })),
    ...list.agents.map(({ id, name }) => ({ value: `agent:${id}`, label: name })),
  ];
  const save = async (fields: Fields) => {
    setBusy(true);
    setRefusal('');
    const body = {
      version: campaign?.version, name: fields.name, startAt: instant(fields.span[0]), endAt: instant(fields.span[1]), measure: fields.measure, broadcasts: fields.broadcasts, reviewAt: fields.reviews ? fields.reviewAt : undefined,
      targets: fields.rows.map(targetOf), teams: fields.teams, excluded: fields.excluded, overload: overloadOf(fields),
    };
    try {
      const saved = await (campaign ? api.put<Campaign>(`/campaigns/${campaign.id}`, body) : api.post<Campaign>('/campaigns', body));
      await campaignsMoved();
      onSaved(saved.id);
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  const take = (rows: Row[]) => {
    const known = (form.getFieldValue('rows') as Row[]).filter((row) => !rows.some((one) => one.owner === row.owner && one.measure === row.measure));
    form.setFieldValue('rows', [...known, ...rows]);
    setSuggesting(false);
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <Modal open width={760} style={{ top: 24 }} title={t(campaign ? 'campaigns.edit' : 'campaigns.add')} onCancel={onClose} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={busy} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)} initialValues={{
        name: campaign?.name ?? '', span: campaign ? [local(campaign.startAt), local(campaign.endAt)] : [tomorrow, tomorrow.add(3, 'day')], measure: campaign?.measure ?? 'sales', broadcasts: campaign?.broadcasts ?? true,
        reviews: campaign ? campaign.reviewAt !== undefined : true, reviewAt: campaign?.reviewAt ?? '13:00', rows: campaign?.plan.targets.map((one) => ({ owner: ownerOfTarget(one), measure: one.measure, value: one.measure === 'sales' ? one.value / 100 : one.value })) ?? [],
        teams: campaign?.plan.teams ?? [], excluded: campaign?.plan.excluded ?? list.defaultExcluded, ownOverload: Boolean(campaign?.overload), overload: campaign?.overload ?? {},
      }}>
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
        <div className={styles.pair}>
          <Form.Item name="name" label={t('campaigns.name')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={40} placeholder={t('campaigns.nameExample')} /></Form.Item>
          <Form.Item name="span" label={t('campaigns.spanLabel')} rules={required}>
            <DatePicker.RangePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} disabled={[campaign?.state === 'running', false]} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="measure" label={t('campaigns.measureLabel')}><Segmented options={(['sales', 'orders'] as const).map((value) => ({ value, label: t(`campaigns.by_${value}`) }))} /></Form.Item>
        <Form.List name="rows">
          {(fields, { add, remove }) => (
            <Form.Item label={t('campaigns.goals')} extra={t('campaigns.goalsHint')}>
              {fields.map(({ key, name }) => (
                <div key={key} className={styles.row}>
                  <Form.Item name={[name, 'owner']} noStyle rules={required}><Select showSearch optionFilterProp="label" options={owners} style={{ width: 200 }} aria-label={t('campaigns.whose')} /></Form.Item>
                  <Form.Item name={[name, 'measure']} noStyle><Select options={(['sales', 'orders'] as const).map((value) => ({ value, label: t(`campaigns.measure_${value}`) }))} style={{ width: 128 }} aria-label={t('campaigns.measureLabel')} /></Form.Item>
                  <Form.Item name={[name, 'value']} noStyle rules={required}><Amount name={name} /></Form.Item>
                  <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
                </div>
              ))}
              <Button size="small" icon={<PlusOutlined />} onClick={() => add({ owner: 'shop', measure: 'sales', value: null })}>{t('campaigns.addGoal')}</Button>{' '}
              <Button size="small" icon={<BulbOutlined />} disabled={!span?.[0] || !span[1]} onClick={() => setSuggesting(!suggesting)}>{t('campaigns.suggest')}</Button>
              {suggesting && span?.[0] && span[1] && <SuggestionBox startAt={instant(span[0])} endAt={instant(span[1])} onTake={(items) => take(items.map(({ measure, value, ...of }) => ({ owner: ownerOfTarget(of), measure, value })))} />}
            </Form.Item>
          )}
        </Form.List>
        <Form.List name="teams">
          {(fields, { add, remove }) => (
            <Form.Item label={t('campaigns.teams')} extra={t('campaigns.teamsHint')}>
              {fields.map(({ key, name }) => (
                <div key={key} className={styles.row}>
                  <Form.Item name={[name, 'name']} noStyle rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input maxLength={20} style={{ width: 160 }} placeholder={t('campaigns.teamName')} aria-label={t('campaigns.teamName')} /></Form.Item>
                  <Form.Item name={[name, 'members']} noStyle rules={required}><Select mode="multiple" maxTagCount="responsive" optionFilterProp="label" options={people} style={{ flex: 1 }} placeholder={t('campaigns.members')} aria-label={t('campaigns.members')} /></Form.Item>
                  <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
                </div>
              ))}
              <Button size="small" icon={<PlusOutlined />} onClick={() => { add({ name: '', members: [] }); if (fields.length === 0) add({ name: '', members: [] }); }}>{t('campaigns.addTeam')}</Button>
            </Form.Item>
          )}
        </Form.List>
        <div className={styles.pair}>
          <Form.Item name="broadcasts" label={t('campaigns.broadcasts')} extra={t('campaigns.broadcastsHint')} valuePropName="checked"><Switch /></Form.Item>
          <Form.Item label={t('campaigns.view_reviews')} extra={t('campaigns.reviewsHint')}>
            <div className={styles.row}>
              <Form.Item name="reviews" noStyle valuePropName="checked"><Switch aria-label={t('campaigns.view_reviews')} /></Form.Item>
              {reviews && <Form.Item name="reviewAt" noStyle rules={required}><TimeInput label={t('campaigns.reviewTime')} /></Form.Item>}
            </div>
          </Form.Item>
        </div>
        <Form.Item name="excluded" label={t('campaigns.excluded')} extra={t('campaigns.excludedHint')}>
          <Select mode="multiple" optionFilterProp="label" options={list.excludable.map((id) => ({ value: id, label: hasText(`performance.name_${id}`) ? t(`performance.name_${id}` as never) : id }))} />
        </Form.Item>
        <OverloadFields />
      </Form>
    </Modal>
  );
}

/** Yuan or orders, as the line's measure says. */
function Amount({ name, value, onChange }: { name: number; value?: number | null; onChange?: (value: number | null) => void }) {
  const t = useT();
  const measure = Form.useWatch(['rows', name, 'measure']) as Measure | undefined;
  return <InputNumber value={value} onChange={(next) => onChange?.(next)} min={measure === 'orders' ? 1 : 0.01} max={100_000_000} precision={measure === 'orders' ? 0 : undefined} controls={false} suffix={t(measure === 'orders' ? 'campaigns.pieces' : 'campaigns.yuan')} style={{ flex: 1 }} aria-label={t('campaigns.value')} />;
}
