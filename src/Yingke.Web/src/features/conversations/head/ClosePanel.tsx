import { Button, Popover, Tag, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import type { ConversationRow, Me } from '@/shared/api/types';
import { CategoryPicker } from '@/shared/categories/CategoryPicker';
import { useT } from '@/shared/i18n/i18n';
import { keyOf, useKeys } from '@/shared/keys';
import { closeSoon } from '../state/closing';
import { openUnanswered, step } from '../state/navigation';
import { current } from '../state/desk';
import styles from './ConversationHead.module.css';

/** How it ended, if that is worth a word; then it closes, and for five seconds it can be taken back. */
export function ClosePanel({ row, me, trigger }: { row: ConversationRow; me: Me; trigger: ReactNode }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string>();
  const [tags, setTags] = useState<string[]>([]);
  const [category, setCategory] = useState<string>();
  const close = (next: boolean) => {
    setOpen(false);
    closeSoon(row, reason, tags, category);
    if (!next) current.set(null);
    else if (!openUnanswered(me.agent.id)) {
      step(1, me.agent.id);
      if (current.get() === row.id) current.set(null);
    }
  };
  useKeys({ close: () => setOpen((now) => !now), closeAndNext: () => close(true) });
  const panel = (
    <div className={styles.close}>
      <CategoryPicker value={category} onChange={setCategory} />
      {me.settings.closeReasons.length > 0 && <>
        <div className={styles.label}>{t('conversations.closeReason')}</div>
        <div className={styles.choices}>
          {me.settings.closeReasons.map((one) => (
            <Tag.CheckableTag key={one} checked={reason === one} onChange={(on) => setReason(on ? one : undefined)}>{one}</Tag.CheckableTag>
          ))}
        </div>
      </>}
      {me.settings.closeTags.length > 0 && <>
        <div className={styles.label}>{t('conversations.closeTags')}</div>
        <div className={styles.choices}>
          {me.settings.closeTags.map((one) => (
            <Tag.CheckableTag key={one} checked={tags.includes(one)} onChange={(on) => setTags((now) => (on ? [...now, one] : now.filter((tag) => tag !== one)))}>{one}</Tag.CheckableTag>
          ))}
        </div>
      </>}
      <div className={styles.label}>{t('conversations.closeHint')}</div>
      <div className={styles.buttons}>
        <Tooltip title={keyOf('closeAndNext')}><Button size="small" onClick={() => close(true)}>{t('conversations.closeAndNext')}</Button></Tooltip>
        <Button size="small" type="primary" autoFocus onClick={() => close(false)}>{t('conversations.close')}</Button>
      </div>
    </div>
  );
  const label = `${t('conversations.close')} (${keyOf('close')})`;
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} content={panel} destroyOnHidden>
      <Tooltip title={open ? '' : label}><Button type="text" icon={trigger} aria-label={label} /></Tooltip>
    </Popover>
  );
}
