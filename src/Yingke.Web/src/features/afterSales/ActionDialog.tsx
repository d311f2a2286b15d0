import { Alert, Form, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { newId } from '@/shared/ids';
import { useT } from '@/shared/i18n/i18n';
import { ActionFields } from './ActionFields';
import { bodyOf, type Fields } from './actionBodies';
import type { Application, Asking } from './types';
import { key } from './useAfterSales';

/** What a step needs to know, asked in one small form. What moves money keeps its key until it succeeded: asked again, it is the same refund. */
export function ActionDialog({ application, asking, onClose }: { application: Application; asking: Asking; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [once] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const save = async (fields: Fields) => {
    setBusy(true);
    setRefusal('');
    try {
      const { path, body } = bodyOf(asking, fields, once);
      await api.post(`/aftersales/${application.row.id}/${path}`, body);
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    } finally {
      void queries.invalidateQueries({ queryKey: key });
    }
  };
  const danger = asking === 'reject' || asking === 'decideSeller';
  return (
    <Modal open width={480} title={t(`aftersales.do_${asking}`)} onCancel={onClose} onOk={() => form.submit()} okText={t(`aftersales.do_${asking}`)} cancelText={t('common.cancel')} confirmLoading={busy} okButtonProps={{ danger }}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void save(fields)}
        initialValues={{ goods: Math.min(application.row.askedFen, application.room.mostGoodsFen) / 100, freight: 0, found: true, ticks: [], issued: true, bearer: 'shop' }}>
        <ActionFields asking={asking} application={application} />
      </Form>
    </Modal>
  );
}
