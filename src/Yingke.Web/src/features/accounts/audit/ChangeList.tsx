import { Button } from 'antd';
import { useState } from 'react';
import { comma, hasText, useT } from '@/shared/i18n/i18n';
import styles from './Audit.module.css';
import { changesOf } from './changes';

const few = 4;

/** Old and new, line by line; long lists unfold. */
export function ChangeList({ old, now }: { old: unknown; now: unknown }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const changes = changesOf(old, now);
  const words = (path: string) => {
    const key = `accounts.field_${path}`;
    const permission = `accounts.perm_${path.replace(/^permissions\./, '')}`;
    return hasText(key) ? t(key) : hasText(permission) ? t(permission) : path;
  };
  const value = (text: string) => text.split('、').map((one) => {
    const key = [`accounts.value_${one}`, `accounts.perm_${one}`].find(hasText);
    return key && hasText(key) ? t(key) : one;
  }).join(comma());
  return (
    <div className={styles.changes}>
      {(all ? changes : changes.slice(0, few)).map((change) => (
        <div key={change.path} className={styles.change}>
          {change.path !== '' && <span className={styles.path}>{words(change.path)}</span>}
          {change.old !== undefined && <span className={styles.old}>{value(change.old)}</span>}
          {change.new !== undefined && <span className={styles.new}>{value(change.new)}</span>}
        </div>
      ))}
      {changes.length > few && !all && <Button type="link" size="small" style={{ padding: 0, height: 20, fontSize: 12 }} onClick={() => setAll(true)}>{t('accounts.moreChanges', { n: changes.length - few })}</Button>}
    </div>
  );
}
