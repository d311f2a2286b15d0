import { Button } from 'antd';
import { connection } from '@/shared/hub/desk';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { confirm, discard, resend, type Pending } from '../state/outbox';
import { takenBack } from '../state/takenBack';
import styles from './Bubble.module.css';
import { FileView } from './FileView';
import { LinkedText } from './LinkedText';

export function PendingBubble({ pending, first }: { pending: Pending; first: boolean }) {
  const t = useT();
  const connected = useStore(connection, (state) => state === 'connected');
  const { state, kind, text, file, clientId, refused } = pending;
  const edit = () => {
    takenBack.set({ conversationId: pending.conversationId, text: text ?? '' });
    discard(clientId);
  };
  return (
    <div className={`${styles.row} ${styles.right} ${first ? styles.first : ''}`}>
      <div className={`${styles.bubble} ${kind === 'note' ? styles.note : styles.agent} ${kind === 'image' ? styles.picture : ''}`}>
        {text && <LinkedText text={text} />}
        {file && <FileView file={file} image={kind === 'image'} />}
      </div>
      {state === 'failed' ? (
        <div className={`${styles.state} ${styles.failed}`} role="alert">
          <span>{t('conversations.failed')} · {pending.because}</span>
          {!refused && <Button type="link" size="small" className={styles.small} onClick={() => resend(clientId)}>{t('conversations.resend')}</Button>}
          {refused && !refused.blocked && <Button type="link" size="small" className={styles.small} onClick={() => confirm(clientId)}>{t('conversations.phraseSend')}</Button>}
          {refused && <Button type="link" size="small" className={styles.small} onClick={edit}>{t('conversations.phraseBack')}</Button>}
          <Button type="link" size="small" className={styles.small} onClick={() => discard(clientId)}>{t('common.delete')}</Button>
        </div>
      ) : (
        <div className={styles.state}>{t(connected || state === 'sending' ? 'conversations.sending' : 'conversations.sendsLater')}</div>
      )}
    </div>
  );
}
