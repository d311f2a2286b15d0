import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { comboOf, keyChoices, keyOf, usualKeys, type KeyAction } from '@/shared/keys';
import { useStore } from '@/shared/store';
import styles from './ShortcutSheet.module.css';

const actions = Object.keys(usualKeys) as KeyAction[];

/** What the keys do; a click on one chooses another. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const choices = useStore(keyChoices);
  const [asking, setAsking] = useState<KeyAction | null>(null);
  const [clash, setClash] = useState<KeyAction | null>(null);
  useEffect(() => {
    if (!asking || !open) return;
    const listen = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      const combo = comboOf(event);
      if (combo === '') return;
      if (combo === 'Escape') return setAsking(null);
      const other = actions.find((one) => one !== asking && keyOf(one) === combo);
      setClash(other ?? null);
      if (other) return;
      keyChoices.set((now) => ({ ...now, [asking]: combo }));
      setAsking(null);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [asking, open]);
  const fixed = [['Alt+1 … 9', t('conversations.key_digit')], ['Enter', t('conversations.key_send')], ['Shift+Enter', t('conversations.key_newLine')]] as const;
  return (
    <Modal open={open} onCancel={onClose} title={t('conversations.shortcuts')} width={560} closable={false}
      footer={<><Button size="small" disabled={Object.keys(choices).length === 0} onClick={() => keyChoices.set({})}>{t('conversations.keysUsual')}</Button><Button size="small" type="primary" onClick={onClose}>{t('common.ok')}</Button></>}>
      <p className={styles.hint}>{clash ? t('conversations.keyClash', { action: t(`conversations.key_${clash}`) }) : t('conversations.keysHint')}</p>
      <dl className={styles.keys}>
        {actions.map((action) => (
          <div key={action} className={styles.key}>
            <dt>{t(`conversations.key_${action}`)}</dt>
            <dd><button type="button" className={asking === action ? styles.asking : styles.combo} onClick={() => {
              setAsking(action);
              setClash(null);
            }}>{asking === action ? t('conversations.pressKeys') : keyOf(action, choices)}</button></dd>
          </div>
        ))}
        {fixed.map(([combo, words]) => <div key={combo} className={styles.key}><dt>{words}</dt><dd><span className={styles.fixed}>{combo}</span></dd></div>)}
      </dl>
    </Modal>
  );
}
