import { InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, Select, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { comma, useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import styles from '../Orders.module.css';
import { wordOf } from '../words';
import { ImportRuns } from './ImportRuns';
import { InboundOrders } from './Inbound';
import { missingOf, type Mapping } from './mapping';

interface Preview { kind: 'orders' | 'refunds'; columns: string[]; mapping: Mapping; missing: string[]; details: boolean; rows: string[][]; fields: string[] }

/** 订单导入: look first, match the columns where the names do not say it, then take the file in. */
export default function ImportPage() {
  const t = useT();
  const me = useMe();
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState('');
  const refused = (error: unknown) => setRefusal(error instanceof Problem && error.code === 'invalid' ? wordOf(t, 'failure', typeof error.members.detail === 'string' ? error.members.detail : 'not_a_table') : wordsOf(error));
  const look = async (chosen: File) => {
    setFile(chosen);
    setPreview(null);
    setRefusal('');
    setShare(0);
    try {
      const found = await upload<Preview>('/order-imports/preview', chosen, setShare);
      setPreview(found);
      setMapping(found.mapping);
    } catch (error) {
      refused(error);
    } finally {
      setShare(null);
    }
  };
  const start = async () => {
    if (!file) return;
    setShare(0);
    setRefusal('');
    try {
      await upload<{ id: string }>(`/order-imports?mapping=${encodeURIComponent(JSON.stringify(mapping))}`, file, setShare);
      setFile(null);
      setPreview(null);
      void queries.invalidateQueries({ queryKey: ['order-imports'] });
    } catch (error) {
      refused(error);
    } finally {
      setShare(null);
    }
  };
  const refunds = preview?.kind === 'refunds';
  const missing = refunds ? [] : missingOf(mapping);
  return (
    <div style={{ maxWidth: 960 }}>
      <h2 className={styles.section} style={{ marginTop: 0 }}>{t('orders.imports')}</h2>
      <p className={styles.lead}>{t('orders.importsLead')}</p>
      <Upload.Dragger accept=".csv,.xlsx,.txt" maxCount={1} showUploadList={false} disabled={share !== null} beforeUpload={(chosen) => {
        void look(chosen);
        return false;
      }}>
        <InboxOutlined style={{ fontSize: 28 }} />
        <p style={{ margin: '8px 0 0' }}>{file ? file.name : t('orders.drop')}</p>
      </Upload.Dragger>
      {share !== null && <Progress percent={Math.round(share * 100)} size="small" aria-label={t('common.loading')} />}
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 12 }} />}
      {preview && (
        <>
          <h3 className={styles.section}>{t('orders.preview')}</h3>
          {missing.length > 0 && <Alert type="warning" title={t('orders.missingColumns', { names: missing.map((field) => wordOf(t, 'field', field)).join(comma()) })} style={{ marginBottom: 12 }} />}
          {refunds && <Alert type="info" showIcon title={t('orders.refundFile')} style={{ marginBottom: 12 }} />}
          <div className={styles.mapping}>
            {preview.fields.map((field) => (
              <FieldRow key={field} label={wordOf(t, 'field', field)} value={mapping[field]} columns={preview.columns} onChange={(column) => setMapping({ ...mapping, [field]: column })} />
            ))}
          </div>
          <Sample preview={preview} columns={refunds ? preview.columns.filter((_, i) => preview.rows.some((row) => row[i]?.trim())).map((name) => [name, name]) : preview.fields.flatMap((field) => mapping[field] ? [[wordOf(t, 'field', field), mapping[field]]] : [])} />
          <div className={styles.bar} style={{ marginTop: 12 }}>
            <Button type="primary" disabled={missing.length > 0} loading={share !== null} onClick={() => void start()}>{t('orders.start')}</Button>
            <Button onClick={() => { setPreview(null); setFile(null); }}>{t('orders.another')}</Button>
          </div>
        </>
      )}
      <ImportRuns />
      {can(me, 'settings.edit') && <InboundOrders />}
    </div>
  );
}

function FieldRow({ label, value, columns, onChange }: { label: string; value?: string; columns: string[]; onChange: (column: string | undefined) => void }) {
  const t = useT();
  return (
    <>
      <span>{label}</span>
      <Select size="small" allowClear showSearch value={value || undefined} placeholder={t('orders.notUsed')} aria-label={label} options={[...new Set(columns)].filter(Boolean).map((column) => ({ value: column, label: column }))} onChange={onChange} />
    </>
  );
}

/** The first rows as they will be read: only what is used. */
function Sample({ preview, columns }: { preview: Preview; columns: string[][] }) {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className={styles.sample}>
        <thead><tr>{columns.map(([label]) => <th key={label}>{label}</th>)}</tr></thead>
        <tbody>{preview.rows.map((row, i) => <tr key={i}>{columns.map(([label, column]) => <td key={label}>{row[preview.columns.indexOf(column ?? '')] ?? ''}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
