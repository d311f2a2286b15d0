import { DeleteOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, DatePicker, Form, InputNumber, Modal, Table, Upload } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { api, upload } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { can, useMe } from '@/shared/session';
import { today } from '@/shared/time/calendar';
import styles from './Performance.module.css';
import type { Range, StoreRating } from './types';
import { reportsMoved, useStoreRatings } from './useReports';

const marks = ['goods', 'service', 'delivery'] as const;
interface Fields { day: Dayjs; goods: number; service: number; delivery: number }

/** 店铺评分 DSR by day, as the platform shows it: entered here or imported. */
export function StoreRatings({ range, onClose }: { range: Range; onClose: () => void }) {
  const t = useT();
  const edits = can(useMe(), 'scorecards.edit');
  const { data, error, refetch } = useStoreRatings(range);
  const [form] = Form.useForm<Fields>();
  const [refusal, setRefusal] = useState('');
  const [taken, setTaken] = useState<number | null>(null);
  const now = dayjs(today());
  const run = async (action: () => Promise<number | null>) => {
    setRefusal('');
    setTaken(null);
    try {
      setTaken(await action());
      await reportsMoved();
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
  };
  const enter = ({ day, ...rating }: Fields) => run(async () => (await api.put<{ days: number }>(`/reports/store-ratings/${day.format('YYYY-MM-DD')}`, rating)).days);
  return (
    <Modal open width={640} title={`${t('performance.name_dsr')} · ${range.from} – ${range.to}`} onCancel={onClose} footer={null}>
      <p className={styles.meaning}>{t('performance.mean_dsr')}</p>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : (
        <Table<StoreRating> size="small" rowKey="day" loading={!data} dataSource={data ?? []} scroll={{ y: 280 }} pagination={false} locale={{ emptyText: <Nothing title={t('performance.noRatings')} hint={t(edits ? 'performance.noRatingsHint' : 'performance.noRatingsRead')} /> }} columns={[
          { key: 'day', title: t('performance.day'), dataIndex: 'day', width: 112 },
          ...marks.map((mark) => ({ key: mark, title: t(`performance.name_dsr_${mark}`), width: 88, align: 'right' as const, render: (_: unknown, one: StoreRating) => Number(one[mark]).toFixed(2) })),
          { key: 'by', title: t('performance.enteredBy'), ellipsis: true, dataIndex: 'byName' },
          ...(edits ? [{ key: 'do', width: 48, render: (_: unknown, one: StoreRating) => <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('performance.dropRating', { day: one.day })} onClick={() => void run(async () => {
            await api.delete(`/reports/store-ratings/${one.day}`);
            return null;
          })} /> }] : []),
        ]} />
      )}
      {edits && <>
        <Form<Fields> form={form} layout="inline" requiredMark={false} initialValues={{ day: dayjs(range.to).isAfter(now, 'day') ? now : dayjs(range.to) }} className={styles.enter} onFinish={(fields) => void enter(fields)}>
          <Form.Item name="day"><DatePicker allowClear={false} aria-label={t('performance.day')} disabledDate={(day) => day.isAfter(now, 'day')} style={{ width: 128 }} /></Form.Item>
          {marks.map((mark) => <Form.Item key={mark} name={mark} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={0} max={5} precision={2} step={0.01} aria-label={t(`performance.name_dsr_${mark}`)} placeholder={t(`performance.name_dsr_${mark}`)} style={{ width: 104 }} /></Form.Item>)}
          <Button type="primary" htmlType="submit">{t('performance.enterRating')}</Button>
        </Form>
        <Upload accept=".csv,.xlsx" maxCount={1} showUploadList={false} beforeUpload={(file) => {
          void run(async () => (await upload<{ days: number }>('/reports/store-ratings/import', file, () => undefined)).days);
          return false;
        }}>
          <Button icon={<UploadOutlined />}>{t('performance.importRatings')}</Button>
        </Upload>
        <span className={styles.against}>{taken === null ? t('performance.importRatingsHint') : <span role="status">{t('performance.ratingsTaken', { n: taken })}</span>}</span>
      </>}
    </Modal>
  );
}
