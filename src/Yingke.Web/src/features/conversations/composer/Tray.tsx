import { CloseOutlined, FileOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { formatSize } from '@/shared/time/format';
import { attachments, detach, retryUpload, type Attachment } from '../state/attachments';
import styles from './Tray.module.css';

/** What goes with the next message: pictures and files, with their progress. */
export function Tray({ conversationId }: { conversationId: string }) {
  const files = useStore(attachments, (all) => all.filter((one) => one.conversationId === conversationId), (a, b) => a.length === b.length && a.every((one, i) => one === b[i]));
  if (files.length === 0) return null;
  return <ul className={styles.tray}>{files.map((one) => <Piece key={one.key} attachment={one} />)}</ul>;
}

function Piece({ attachment: { key, file, state, progress, because, sends } }: { attachment: Attachment }) {
  const t = useT();
  const preview = usePreview(file);
  return (
    <li className={styles.piece} title={file.name}>
      {preview ? <img className={styles.picture} src={preview} alt="" /> : <FileOutlined className={styles.icon} />}
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        {state === 'uploading' && <Progress percent={Math.round(progress * 100)} size="small" showInfo={false} />}
        {state === 'ready' && <span className={styles.size}>{formatSize(file.size)}</span>}
        {state === 'failed' && <span className={styles.failed} title={because}>{because}</span>}
        {state === 'uploading' && sends && <span className={styles.size}>{t('conversations.sendsWhenUploaded')}</span>}
      </span>
      {state === 'failed' && <Button type="text" size="small" icon={<ReloadOutlined />} aria-label={t('common.retry')} onClick={() => retryUpload(key)} />}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('common.delete')} onClick={() => detach(key)} />
    </li>
  );
}

function usePreview(file: File): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file.type.startsWith('image/')) return;
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}
