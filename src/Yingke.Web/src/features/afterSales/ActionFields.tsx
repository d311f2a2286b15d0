import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { api } from '@/shared/api/client';
import { CategoryPicker } from '@/shared/categories/CategoryPicker';
import { useT } from '@/shared/i18n/i18n';
import { formatFen } from '@/shared/time/format';
import type { Fields } from './actionBodies';
import styles from './AfterSales.module.css';
import { Pictures } from './Pictures';
import type { Application, Asking, StoredAddress } from './types';

const carriers = ['顺丰速运', '中通快递', '圆通速递', '申通快递', '韵达快递', '极兔速递', '京东快递', '中国邮政'];
const bearers = ['shop', 'agent', 'warehouse', 'carrier', 'supplier'] as const;

/** The fields of one step. */
export function ActionFields({ asking, application: a }: { asking: Asking; application: Application }) {
  const t = useT();
  const needed = [{ required: true, message: t('common.required') }];
  switch (asking) {
    case 'approve': return a.row.type === 'refund' ? <p>{t('aftersales.approveRefund')}</p> : <AddressField />;
    case 'parcel': case 'reship': case 'repair': case 'return': return (
      <>
        <Form.Item name="company" label={t('aftersales.carrier')} rules={needed}><Select showSearch options={carriers.map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item name="number" label={t('aftersales.parcelNumber')} rules={[...needed, { pattern: /^[\sA-Za-z0-9-]+$/, message: t('aftersales.parcelWrong') }]} style={{ marginBottom: 0 }}><Input maxLength={40} /></Form.Item>
      </>
    );
    case 'receive': return <p>{t('aftersales.receiveHint')}</p>;
    case 'close': return <><p>{t('aftersales.closeHint')}</p><Form.Item name="categoryId" style={{ marginBottom: 0 }}><CategoryPicker inForm /></Form.Item></>;
    case 'inspect': return <InspectionFields />;
    case 'refund': return <MoneyFields application={a} />;
    case 'decideBuyer': return (
      <>
        <ReasonField />
        <MoneyFields application={a} />
        <Form.Item name="paidByPlatform" valuePropName="checked" style={{ marginBottom: 0 }}><Checkbox>{t('aftersales.platformPaid')}</Checkbox></Form.Item>
      </>
    );
    case 'invoice': return <InvoiceFields application={a} />;
    case 'compensate': return (
      <>
        <Alert type="info" title={t('aftersales.compensateHint')} style={{ marginBottom: 12 }} />
        <Form.Item name="amount" label={t('aftersales.amount')} rules={needed}><InputNumber min={0.01} max={100_000} precision={2} prefix="¥" /></Form.Item>
        <ReasonField />
        <Form.Item name="bearer" label={t('aftersales.bearer')}><Select options={bearers.map((value) => ({ value, label: t(`aftersales.bearer_${value}`) }))} /></Form.Item>
        <Form.Item name="pictures" label={t('aftersales.evidence')} rules={[{ type: 'array', required: true, min: 1, message: t('aftersales.pictureNeeded') }]} style={{ marginBottom: 0 }}><Pictures /></Form.Item>
      </>
    );
    case 'penalty': return <><p>{t('aftersales.penaltyHint')}</p><Form.Item name="amount" label={t('aftersales.amount')} rules={needed}><InputNumber min={0} max={10_000} precision={2} prefix="¥" /></Form.Item><ReasonField /></>;
    default: return <ReasonField />;
  }
}

function ReasonField() {
  const t = useT();
  return <Form.Item name="reason" label={t('aftersales.reason')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input.TextArea autoFocus maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>;
}

function AddressField() {
  const t = useT();
  const { data } = useQuery({ queryKey: ['return-addresses'], queryFn: () => api.get<StoredAddress[]>('/aftersales/addresses') });
  const first = data?.find((one) => one.isDefault)?.id;
  if (data?.length === 0) return <Alert type="warning" title={t('aftersales.noAddress')} />;
  return (
    <Form.Item key={first} name="addressId" label={t('aftersales.returnTo')} initialValue={first} rules={[{ required: true, message: t('common.required') }]} style={{ marginBottom: 0 }}>
      <Select loading={!data} options={data?.map((one) => ({ value: one.id, label: `${one.contact} · ${one.region}${one.street}` }))} />
    </Form.Item>
  );
}

function InspectionFields() {
  const t = useT();
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <>
      <Form.Item name="ticks" label={t('aftersales.ticks')}>
        <Checkbox.Group className={styles.ticks} options={(['model', 'quantity', 'label', 'packaging'] as const).map((value) => ({ value, label: t(`aftersales.tick_${value}`) }))} />
      </Form.Item>
      <Form.Item name="found" label={t('aftersales.isFaultReal')}>
        <Radio.Group options={[{ value: true, label: t('aftersales.faultFound') }, { value: false, label: t('aftersales.faultNotFound') }]} />
      </Form.Item>
      <Form.Item name="certificate" valuePropName="checked"><Checkbox>{t('aftersales.byCertificate')}</Checkbox></Form.Item>
      <Form.Item name="inspector" label={t('aftersales.inspector')} rules={needed}><Input maxLength={30} /></Form.Item>
      <Form.Item name="pictures" label={t('aftersales.pictures')} rules={[{ type: 'array', required: true, min: 1, message: t('aftersales.pictureNeeded') }]}><Pictures /></Form.Item>
      <Form.Item name="note" label={t('aftersales.note')} style={{ marginBottom: 0 }}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 4 }} /></Form.Item>
    </>
  );
}

function MoneyFields({ application: { row, room } }: { application: Application }) {
  const t = useT();
  return (
    <>
      {row.vouchers > 0 ? <p>{t('aftersales.voucherMoney', { n: row.vouchers })}</p> : <Form.Item name="goods" label={t('aftersales.goodsMoney')} extra={t('aftersales.atMost', { sum: formatFen(room.mostGoodsFen) })} rules={[{ required: true, message: t('common.required') }]}>
        <InputNumber min={0} max={room.mostGoodsFen / 100} precision={2} prefix="¥" />
      </Form.Item>}
      {room.freightFen > 0 && <Form.Item name="freight" label={t('aftersales.freight')} extra={t('aftersales.atMost', { sum: formatFen(room.freightFen) })}><InputNumber min={0} max={room.freightFen / 100} precision={2} prefix="¥" /></Form.Item>}
      <p className={styles.empty}>{t('aftersales.refundHint')}</p>
    </>
  );
}

function InvoiceFields({ application: { row } }: { application: Application }) {
  const t = useT();
  const issued = Form.useWatch<Fields['issued']>('issued') ?? true;
  return (
    <>
      <p>{row.invoice && t(`aftersales.invoiceHint_${row.invoice}`)}</p>
      <Form.Item name="issued"><Radio.Group options={[{ value: true, label: t('aftersales.invoiceDone') }, { value: false, label: t('aftersales.noInvoice') }]} /></Form.Item>
      {issued && <Form.Item name="invoiceNumber" label={t('aftersales.invoiceNumber')} rules={[{ required: true, whitespace: true, message: t('common.required') }]} style={{ marginBottom: 0 }}><Input maxLength={60} /></Form.Item>}
    </>
  );
}
