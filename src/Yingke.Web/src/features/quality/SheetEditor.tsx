import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import styles from './Quality.module.css';
import { findingKinds, type Item, type Sheet, type SheetView } from './types';

type Loose<T> = { [K in keyof T]?: T[K] | null };
type ItemFields = Loose<Omit<Item, 'zeroIf'>> & { zeroIf?: { text: string; finds?: Item['finds'][number] | null }[] };
interface Fields { name: string; takesWeekPoints: boolean; grades?: { name: string; atLeast: number }[]; sections: { name: string; full: number; items?: ItemFields[] }[] }

const fresh: Fields = {
  name: '', takesWeekPoints: false, grades: [{ name: '优', atLeast: 90 }, { name: '良', atLeast: 80 }, { name: '中', atLeast: 70 }, { name: '及格', atLeast: 60 }, { name: '差', atLeast: 0 }],
  sections: [{ name: '', full: 100, items: [{ name: '', deduct: 1 }] }],
};

/** A sheet with its sections, items and grades; saving makes a new version. */
export function SheetEditor({ view, onClose }: { view: SheetView | undefined; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async (fields: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      await (view ? api.put(`/inspection-sheets/${view.id}`, { sheet: sheetOf(fields) }) : api.post('/inspection-sheets', { sheet: sheetOf(fields) }));
      await queries.invalidateQueries({ queryKey: ['inspection-sheets'] });
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  const needed = [{ required: true, whitespace: true, message: t('common.required') }];
  const number = [{ required: true, message: t('common.required') }];
  const kinds = findingKinds.map((value) => ({ value, label: t(`quality.finding_${value}`) }));
  return (
    <Drawer open size={960} onClose={onClose} title={t(view ? 'quality.editSheet' : 'quality.addSheet')} extra={<Button type="primary" loading={busy} onClick={() => form.submit()}>{t(view ? 'quality.saveVersion' : 'common.save')}</Button>}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)} initialValues={view?.sheet ?? fresh}>
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
        <p className={styles.lead}>{t('quality.sheetHint')}</p>
        <div className={styles.filters}>
          <Form.Item name="name" noStyle rules={needed}><Input maxLength={40} aria-label={t('quality.sheetName')} prefix={t('quality.sheetName')} style={{ width: 320 }} /></Form.Item>
          <Form.Item name="takesWeekPoints" noStyle valuePropName="checked"><Switch checkedChildren={t('quality.takesPoints')} unCheckedChildren={t('quality.takesPoints')} aria-label={t('quality.takesPoints')} /></Form.Item>
        </div>
        <Form.List name="sections">
          {(sections, { add, remove }) => <>
            {sections.map(({ key, name }) => (
              <fieldset key={key} className={styles.fieldset}>
                <div className={styles.filters}>
                  <Form.Item name={[name, 'name']} noStyle rules={needed}><Input maxLength={20} aria-label={t('quality.section')} prefix={t('quality.section')} style={{ width: 240 }} /></Form.Item>
                  <Form.Item name={[name, 'full']} noStyle rules={number}><InputNumber min={0.01} max={1000} controls={false} prefix={t('quality.full')} aria-label={t('quality.full')} style={{ width: 120 }} /></Form.Item>
                  <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} disabled={sections.length === 1} onClick={() => remove(name)} />
                </div>
                <Items section={name} kinds={kinds} />
              </fieldset>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ name: '', full: 10, items: [{ name: '', deduct: 1 }] })}>{t('quality.addSection')}</Button>
          </>}
        </Form.List>
        <h3 className={styles.h3}>{t('quality.grades')}</h3>
        <Form.List name="grades">
          {(grades, { add, remove }) => (
            <div className={styles.filters}>
              {grades.map(({ key, name }) => (
                <span key={key} className={styles.pair}>
                  <Form.Item name={[name, 'name']} noStyle rules={needed}><Input maxLength={20} aria-label={t('quality.grade')} style={{ width: 72 }} /></Form.Item>
                  <Form.Item name={[name, 'atLeast']} noStyle rules={number}><InputNumber min={0} max={1000} controls={false} prefix="≥" aria-label={t('quality.atLeast')} style={{ width: 80 }} /></Form.Item>
                  <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
                </span>
              ))}
              <Button size="small" icon={<PlusOutlined />} disabled={grades.length >= 10} onClick={() => add({ name: '', atLeast: 0 })}>{t('quality.addGrade')}</Button>
            </div>
          )}
        </Form.List>
      </Form>
    </Drawer>
  );
}

function Items({ section, kinds }: { section: number; kinds: { value: string; label: string }[] }) {
  const t = useT();
  const needed = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <Form.List name={[section, 'items']}>
      {(items, { add, remove }) => <>
        {items.map(({ key, name }) => (
          <div key={key} className={styles.itemFields}>
            <div className={styles.filters}>
              <Form.Item name={[name, 'name']} noStyle rules={needed}><Input maxLength={60} aria-label={t('quality.item')} placeholder={t('quality.item')} style={{ width: 280 }} /></Form.Item>
              <Form.Item name={[name, 'points']} noStyle><InputNumber min={0.01} max={1000} controls={false} prefix={t('quality.itemPoints')} aria-label={t('quality.itemPoints')} style={{ width: 116 }} /></Form.Item>
              <Form.Item name={[name, 'deduct']} noStyle><InputNumber min={0.01} max={1000} controls={false} prefix={t('quality.deduct')} aria-label={t('quality.deduct')} style={{ width: 116 }} /></Form.Item>
              <Form.Item name={[name, 'finds']} noStyle><Select mode="multiple" options={kinds} placeholder={t('quality.finds')} aria-label={t('quality.finds')} style={{ width: 200 }} /></Form.Item>
              <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} disabled={items.length === 1} onClick={() => remove(name)} />
            </div>
            <div className={styles.filters}>
              <Form.Item name={[name, 'content']} noStyle><Input maxLength={400} aria-label={t('quality.content')} placeholder={t('quality.content')} style={{ width: 400 }} /></Form.Item>
              <Form.Item name={[name, 'guidance']} noStyle><Input maxLength={400} aria-label={t('quality.guidance')} placeholder={t('quality.guidance')} style={{ width: 400 }} /></Form.Item>
            </div>
            <Form.List name={[name, 'zeroIf']}>
              {(conditions, zero) => (
                <div className={styles.filters}>
                  {conditions.map((condition) => (
                    <span key={condition.key} className={styles.pair}>
                      <Form.Item name={[condition.name, 'text']} noStyle rules={needed}><Input maxLength={100} aria-label={t('quality.zeroIf')} prefix={t('quality.zeroIf')} style={{ width: 260 }} /></Form.Item>
                      <Form.Item name={[condition.name, 'finds']} noStyle><Select allowClear options={kinds} placeholder={t('quality.byMachine')} aria-label={t('quality.byMachine')} style={{ width: 120 }} /></Form.Item>
                      <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => zero.remove(condition.name)} />
                    </span>
                  ))}
                  <Button size="small" type="text" icon={<PlusOutlined />} disabled={conditions.length >= 10} onClick={() => zero.add({ text: '' })}>{t('quality.addZero')}</Button>
                </div>
              )}
            </Form.List>
          </div>
        ))}
        <Button size="small" icon={<PlusOutlined />} onClick={() => add({ name: '', deduct: 1 })}>{t('quality.addItem')}</Button>
      </>}
    </Form.List>
  );
}

/** A new item gets a word of its own for the data; nobody reads it. */
function sheetOf({ sections, grades, ...rest }: Fields): Sheet {
  return {
    ...rest, grades: grades ?? [],
    sections: sections.map((section) => ({
      ...section,
      items: (section.items ?? []).map(({ key, name, content, guidance, points, deduct, finds, zeroIf }) => ({
        key: key || `own_${Math.random().toString(36).slice(2, 10)}`, name: name ?? '', content: content ?? '', guidance: guidance ?? '', finds: finds ?? [],
        ...(points != null && { points }), ...(deduct != null && { deduct }), zeroIf: (zeroIf ?? []).map(({ text, finds: kind }) => ({ text, ...(kind && { finds: kind }) })),
      })),
    })),
  };
}
