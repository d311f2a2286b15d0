import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { typing } from '../state/live';
import styles from './LogPane.module.css';

export function TypingLine({ id, name, preview }: { id: string; name: string; preview: boolean }) {
  const t = useT();
  const now = useStore(typing, (all) => all[id]);
  if (!now) return null;
  return (
    <div className={styles.typing} aria-live="off">
      {t('conversations.isTyping', { name })}
      {preview && now.text && <span className={styles.preview}> {now.text}</span>}
    </div>
  );
}
