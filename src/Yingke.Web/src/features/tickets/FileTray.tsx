import { PaperClipOutlined } from '@ant-design/icons';
import { App, Button, Tag } from 'antd';
import { useRef, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Tickets.module.css';
import type { TicketFile } from './types';

const most = 10;

/** Files that go with the next words: sent up as they are chosen. */
export function FileTray({ files, onChange }: { files: TicketFile[]; onChange: (files: TicketFile[]) => void }) {
  const t = useT();
  const { message } = App.useApp();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const send = async (chosen: File[]) => {
    setBusy(true);
    const sent = [...files];
    for (const one of chosen.slice(0, most - files.length)) {
      const form = new FormData();
      form.append('file', one);
      try {
        sent.push(await api.post<TicketFile>('/files', form));
      } catch (error) {
        void message.error(`${one.name}: ${wordsOf(error)}`);
      }
    }
    onChange(sent);
    setBusy(false);
  };
  return (
    <div className={styles.files}>
      <Button size="small" type="text" icon={<PaperClipOutlined />} loading={busy} disabled={files.length >= most} onClick={() => chooser.current?.click()}>{t('tickets.attach')}</Button>
      <input ref={chooser} type="file" multiple style={{ display: 'none' }} onChange={(event) => {
        const chosen = [...(event.target.files ?? [])];
        event.target.value = '';
        void send(chosen);
      }} />
      {files.map((file) => <Tag key={file.id} closable onClose={() => onChange(files.filter(({ id }) => id !== file.id))}>{file.name}</Tag>)}
    </div>
  );
}
