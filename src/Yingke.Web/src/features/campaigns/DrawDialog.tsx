import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, InputNumber, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { newId } from '@/shared/ids';
import { useT } from '@/shared/i18n/i18n';
import styles from './Campaigns.module.css';
import { campaignsMoved } from './queries';

interface Fields { name: string; kind: 'lucky' | 'darts'; among: 'everyone' | 'winners'; prizes: { name: string; count: number; yuan: number; points?: number | null }[] }

/** One draw: it is sent once, and what came out stands. */
export function DrawDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [clientId] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const draw = async ({ name, kind, among, prizes }: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      await api.post(`/campaigns/${id}/draws`, { clientId, name, kind, among, prizes: prizes.map(({ yuan, points, ...prize }) => ({ ...prize, fen: Math.round(yuan * 100), points: points ?? 0 })) });
      await campaignsMoved();
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <Modal open width={600} title={t('campaigns.newDraw')} onCancel={onClose} okText={t('campaigns.drawNow')} cancelText={t('common.cancel')} confirmLoading={busy} onOk={() => form.submit()}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void draw(fields)} initialValues={{ name: t('campaigns.drawExample'), kind: 'darts', among: 'winners', prizes: [{ name: t('campaigns.prizeExample'), count: 1, yuan: 88 }] }}>
        {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
        <Form.Item name="name" label={t('campaigns.drawName')} rules={required}><Input maxLength={30} /></Form.Item>
        <div className={styles.pair}>
          <Form.Item name="kind" label={t('campaigns.drawKind')}><Segmented options={(['darts', 'lucky'] as const).map((value) => ({ value, label: t(`campaigns.kind_${value}`) }))} /></Form.Item>
          <Form.Item name="among" label={t('campaigns.drawAmong')}><Segmented options={(['winners', 'everyone'] as const).map((value) => ({ value, label: t(`campaigns.among_${value}`) }))} /></Form.Item>
        </div>
        <Form.List name="prizes">
          {(fields, { add, remove }) => (
            <Form.Item label={t('campaigns.prizes')} extra={t('campaigns.prizesHint')}>
              {fields.map(({ key, name }) => (
                <div key={key} className={styles.row}>
                  <Form.Item name={[name, 'name']} noStyle rules={required}><Input maxLength={30} aria-label={t('campaigns.prize')} style={{ flex: 1 }} /></Form.Item>
                  <Form.Item name={[name, 'count']} noStyle rules={required}><InputNumber min={1} max={100} precision={0} suffix={t('campaigns.people')} aria-label={t('campaigns.prizeCount')} style={{ width: 88 }} /></Form.Item>
                  <Form.Item name={[name, 'yuan']} noStyle rules={required}><InputNumber min={0} max={100_000} suffix={t('campaigns.yuan')} aria-label={t('campaigns.prizeWorth')} style={{ width: 112 }} /></Form.Item>
                  <Form.Item name={[name, 'points']} noStyle><InputNumber min={0} max={100} precision={2} suffix={t('campaigns.points')} aria-label={t('campaigns.prizePoints')} style={{ width: 96 }} /></Form.Item>
                  <Button type="text" icon={<DeleteOutlined />} disabled={fields.length === 1} aria-label={t('common.delete')} onClick={() => remove(name)} />
                </div>
              ))}
              <Button size="small" icon={<PlusOutlined />} disabled={fields.length >= 10} onClick={() => add({ name: '', count: 1, yuan: 0 })}>{t('campaigns.addPrize')}</Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
    </Modal>
  );
}
