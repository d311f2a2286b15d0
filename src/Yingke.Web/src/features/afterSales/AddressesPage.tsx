import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, Modal, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import type { StoredAddress } from './types';
import { SettingsPlace } from './SettingsPlace';

const key = ['return-addresses'];
type Fields = Omit<StoredAddress, 'id'>;

/** 售后地址: where goods go back to. */
export default function AddressesPage() {
  const t = useT();
  const { modal, message } = App.useApp();
  const [edited, setEdited] = useState<StoredAddress | 'new' | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<StoredAddress[]>('/aftersales/addresses') });
  const reload = () => queries.invalidateQueries({ queryKey: key });
  const remove = (one: StoredAddress) => void modal.confirm({
    title: t('aftersales.removeAddress'), content: `${one.contact} · ${one.region}${one.street}`, icon: null, okText: t('common.delete'), okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: () => api.delete(`/aftersales/addresses/${one.id}`).then(reload, (problem: unknown) => { void message.error(wordsOf(problem)); }),
  });
  const columns: TableColumnsType<StoredAddress> = [
    { key: 'contact', title: t('aftersales.contact'), width: 160, render: (_, one) => <>{one.contact} {one.isDefault && <Tag style={{ marginInlineStart: 4 }}>{t('aftersales.default')}</Tag>}</> },
    { key: 'phone', title: t('aftersales.phone'), width: 144, dataIndex: 'phone' },
    { key: 'address', title: t('aftersales.address'), ellipsis: true, render: (_, one) => `${one.region} ${one.street}` },
    { key: 'more', title: '', width: 136, align: 'right', render: (_, one) => <><Button size="small" type="text" onClick={() => setEdited(one)}>{t('common.edit')}</Button><Button size="small" type="text" danger onClick={() => remove(one)}>{t('common.delete')}</Button></> },
  ];
  const add = <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>{t('aftersales.addAddress')}</Button>;
  return (
    <SettingsPlace title={t('aftersales.addresses')} lead={t('aftersales.addressesLead')}>
      {data && data.length > 0 && <div style={{ marginBottom: 12 }}>{add}</div>}
      <DataTable<StoredAddress> rows={data} rowKey="id" columns={columns} error={error} onRetry={() => void refetch()} tableLayout="fixed" scroll={{ x: 720 }} empty={<Nothing title={t('aftersales.noAddresses')} hint={t('aftersales.noAddressesHint')}>{add}</Nothing>} />
      {edited && <AddressDialog address={edited === 'new' ? null : edited} onClose={() => setEdited(null)} onSaved={() => { setEdited(null); void reload(); }} />}
    </SettingsPlace>
  );
}

function AddressDialog({ address, onClose, onSaved }: { address: StoredAddress | null; onClose: () => void; onSaved: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [refusal, setRefusal] = useState('');
  const needed = [{ required: true, whitespace: true, message: t('common.required') }];
  const save = async (fields: Fields) => {
    try {
      const body = { contact: fields.contact, phone: fields.phone, region: fields.region, street: fields.street, isDefault: fields.isDefault };
      await (address ? api.put(`/aftersales/addresses/${address.id}`, body) : api.post('/aftersales/addresses', body));
      onSaved();
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <Modal open title={t(address ? 'common.edit' : 'aftersales.addAddress')} onCancel={onClose} onOk={() => form.submit()} okText={t('common.save')} cancelText={t('common.cancel')}>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={address ?? { isDefault: false }} onFinish={(fields) => void save(fields)}>
        <Form.Item name="contact" label={t('aftersales.contact')} rules={needed}><Input autoFocus maxLength={30} /></Form.Item>
        <Form.Item name="phone" label={t('aftersales.phone')} rules={needed}><Input maxLength={30} /></Form.Item>
        <Form.Item name="region" label={t('aftersales.region')} rules={needed}><Input maxLength={60} /></Form.Item>
        <Form.Item name="street" label={t('aftersales.street')} rules={needed}><Input maxLength={200} /></Form.Item>
        <Form.Item name="isDefault" valuePropName="checked" style={{ marginBottom: 0 }}><Checkbox disabled={address?.isDefault}>{t('aftersales.makeDefault')}</Checkbox></Form.Item>
      </Form>
    </Modal>
  );
}
