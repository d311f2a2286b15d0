import { Collapse } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { CopyButton } from '@/shared/parts/CopyButton';
import styles from './Hotline.module.css';
import { useScripts } from './queries';

/** 标准话术 beside the call: to be read aloud. */
export function ScriptsList() {
  const t = useT();
  const { data } = useScripts();
  if (!data) return null;
  if (data.items.length === 0) return <span className={styles.quiet}>{t('hotline.noScripts')}</span>;
  return (
    <Collapse size="small" ghost items={data.items.map(({ title, text }, i) => ({
      key: i, label: title, children: <div className={styles.script}><p className={styles.text}>{text}</p><CopyButton value={text} /></div>,
    }))} />
  );
}
