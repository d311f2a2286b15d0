import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { closings, takeBack, undoMs } from './state/closing';
import { openConversation } from './state/navigation';
import styles from './UndoBar.module.css';

/** At the foot of the list: what was just closed, as long as it can be taken back. */
export function UndoBar() {
  const t = useT();
  const all = useStore(closings);
  return (
    <>
      {all.map((one) => (
        <div key={one.id} className={one.failed ? styles.failed : styles.bar} role="status">
          <span className={styles.words} title={one.name}>{one.failed ? t('conversations.closeFailed', { name: one.name, because: one.failed }) : t('conversations.closedWith', { name: one.name })}</span>
          {one.failed
            ? <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('common.close')} onClick={() => takeBack(one.id)} />
            : <Button type="link" size="small" onClick={() => {
              takeBack(one.id);
              openConversation(one.id);
            }}>{t('common.undo')}</Button>}
          {!one.failed && <span className={styles.left} style={{ animationDuration: `${undoMs}ms` }} />}
        </div>
      ))}
    </>
  );
}
