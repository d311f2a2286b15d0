import { EyeOutlined } from '@ant-design/icons';
import { comma, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { colleaguesTyping, viewers } from '../state/live';
import styles from './ConversationHead.module.css';

/** Who else looks at this conversation, and who is typing in it. */
export function ViewersLine({ id, me }: { id: string; me: string }) {
  const t = useT();
  const all = useStore(viewers, (now) => now[id]);
  const typed = useStore(colleaguesTyping, (now) => now[id]);
  const others = (all ?? []).filter((one) => one.id !== me);
  const writing = [...new Set([...others.filter((one) => one.typing).map((one) => one.name), ...(typed ?? [])])];
  if (others.length === 0 && writing.length === 0) return null;
  return (
    <span className={`${styles.viewers} ${writing.length > 0 ? styles.typing : ''}`} role="status">
      <EyeOutlined /> {writing.length > 0
        ? t('conversations.othersTyping', { names: writing.join(comma()) })
        : t('conversations.othersLooking', { names: others.map((one) => one.name).join(comma()) })}
    </span>
  );
}
