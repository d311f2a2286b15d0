import { FileOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import type { FileRef } from '@/shared/api/types';
import { addressOf } from '@/shared/api/client';
import { useT } from '@/shared/i18n/i18n';
import { formatSize } from '@/shared/time/format';
import styles from './FileView.module.css';

const widest = 280;
const tallest = 240;

export function FileView({ file, image }: { file: FileRef; image: boolean }) {
  const t = useT();
  const address = file.url ?? addressOf(`/files/${file.id}`);
  if (image) {
    // The room is taken before the picture is there: nothing jumps.
    const scale = Math.min(1, widest / (file.width ?? widest), tallest / (file.height ?? tallest));
    const size = file.width && file.height ? { width: Math.max(32, Math.round(file.width * scale)), height: Math.max(24, Math.round(file.height * scale)) } : {};
    return <Image src={address} alt={file.name} {...size} className={styles.image} styles={{ image: size.width ? {} : { maxWidth: widest, maxHeight: tallest } }} />;
  }
  return (
    <a className={styles.file} href={`${address}${address.includes('?') ? '&' : '?'}download`} download={file.name} title={file.name}>
      <FileOutlined className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        <span className={styles.size}>{formatSize(file.size)} · {t('conversations.download')}</span>
      </span>
    </a>
  );
}
