import { Tag } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import styles from './Hotline.module.css';
import { useScripts } from './queries';

/** 标准话术 beside the call: one is opened to be read aloud. */
export function ScriptsList() {
  const t = useT();
  const { data } = useScripts();
  const [open, setOpen] = useState<number | null>(null);
  if (!data) return null;
  if (data.items.length === 0) return <span className={styles.quiet}>{t('hotline.noScripts')}</span>;
  const words = open === null ? undefined : data.items[open]?.text;
  return (
    <div>
      <div className={styles.scripts}>{data.items.map(({ title }, i) => <Tag.CheckableTag key={i} checked={open === i} onChange={(on) => setOpen(on ? i : null)}>{title}</Tag.CheckableTag>)}</div>
      {words && <p className={styles.words} aria-live="polite">{words}</p>}
    </div>
  );
}
