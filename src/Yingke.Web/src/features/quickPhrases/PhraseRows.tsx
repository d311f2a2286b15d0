import { DeleteOutlined, PictureOutlined } from '@ant-design/icons';
import { App, Button, DatePicker, Input, Table, type TableColumnsType, Upload } from 'antd';
import dayjs from 'dayjs';
import { upload } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { FileRef } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { Nothing } from '@/shared/parts/Nothing';
import styles from './QuickPhrases.module.css';
import type { Written } from './types';

const day = (text: string | undefined) => (text ? dayjs(text) : null);

/** The phrases of a pack, each in a line of its own to write in. */
export function PhraseRows({ rows, writes, onChange }: { rows: Written[]; writes: boolean; onChange: (rows: (now: Written[]) => Written[]) => void }) {
  const t = useT();
  const { message } = App.useApp();
  const change = (key: string, to: Partial<Written>) => onChange((now) => now.map((row) => (row.key === key ? { ...row, ...to } : row)));
  const without = (key: string, ...members: (keyof Written)[]) => onChange((now) => now.map((row) => (row.key === key ? (Object.fromEntries(Object.entries(row).filter(([name]) => !members.includes(name as keyof Written))) as unknown as Written) : row)));
  const picture = async (key: string, file: File) => {
    try {
      const kept = await upload<FileRef>('/files', file, () => undefined);
      change(key, { fileId: kept.id, fileUrl: kept.url });
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  const columns: TableColumnsType<Written> = [
    { key: 'code', title: t('quickPhrases.code'), width: 96, render: (_, one) => <Input size="small" disabled={!writes} value={one.code} maxLength={20} aria-label={t('quickPhrases.code')} onChange={(event) => change(one.key, { code: event.target.value.replace(/[^a-z0-9]/gi, '').toLowerCase() })} /> },
    { key: 'title', title: t('quickPhrases.phraseTitle'), width: 128, render: (_, one) => <Input size="small" disabled={!writes} value={one.title} maxLength={30} aria-label={t('quickPhrases.phraseTitle')} onChange={(event) => change(one.key, { title: event.target.value })} /> },
    { key: 'text', title: t('quickPhrases.text'), render: (_, one) => <Input.TextArea size="small" disabled={!writes} value={one.text} maxLength={2000} autoSize={{ minRows: 1, maxRows: 6 }} aria-label={t('quickPhrases.text')} onChange={(event) => change(one.key, { text: event.target.value })} /> },
    {
      key: 'picture', title: t('quickPhrases.picture'), width: 88,
      render: (_, one) => one.fileUrl
        ? <span className={styles.thumb}><img src={one.fileUrl} alt={t('quickPhrases.picture')} />{writes && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('quickPhrases.dropPicture')} title={t('quickPhrases.dropPicture')} onClick={() => without(one.key, 'fileId', 'fileUrl')} />}</span>
        : writes && <Upload accept="image/*" showUploadList={false} beforeUpload={(file) => {
          void picture(one.key, file);
          return false;
        }}><Button size="small" type="text" icon={<PictureOutlined />} aria-label={t('quickPhrases.addPicture')} title={t('quickPhrases.addPicture')} /></Upload>,
    },
    {
      key: 'valid', title: t('quickPhrases.valid'), width: 232,
      render: (_, one) => <DatePicker.RangePicker size="small" disabled={!writes} allowEmpty={[true, true]} value={[day(one.validFrom), day(one.validTo)]} placeholder={[t('quickPhrases.always'), t('quickPhrases.always')]}
        onChange={(range) => {
          const [from, to] = [range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD')];
          onChange((now) => now.map((row) => {
            if (row.key !== one.key) return row;
            const { key, id, code, title, text, fileId, fileUrl } = row;
            return { key, code, title, text, ...(id && { id }), ...(fileId && { fileId }), ...(fileUrl && { fileUrl }), ...(from && { validFrom: from }), ...(to && { validTo: to }) };
          }));
        }} />,
    },
    { key: 'do', title: '', width: 40, render: (_, one) => writes && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} title={t('common.delete')} onClick={() => onChange((now) => now.filter((row) => row.key !== one.key))} /> },
  ];
  return <Table<Written> size="small" className={styles.rows} pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false} rowKey="key" columns={columns} dataSource={rows} locale={{ emptyText: <Nothing title={t('quickPhrases.noPhrases')} hint={t('quickPhrases.noPhrasesHint')} /> }} />;
}
