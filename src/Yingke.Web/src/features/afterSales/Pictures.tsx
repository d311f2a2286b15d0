import { PlusOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { FileRef } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import styles from './AfterSales.module.css';

/** A field of a form: pictures that are sent up at once, its value their ids. */
export function Pictures({ id, value = [], onChange }: { id?: string; value?: string[]; onChange?: (ids: string[]) => void }) {
  const t = useT();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const add = async (files: FileList | null) => {
    setBusy(true);
    const ids = [...value];
    try {
      for (const file of files ?? []) {
        const { id: made } = await upload<FileRef>('/files', file, () => undefined);
        ids.push(made);
        setShown((before) => ({ ...before, [made]: URL.createObjectURL(file) }));
        onChange?.([...ids]);
      }
    } catch (error) {
      void message.error(wordsOf(error));
    } finally {
      setBusy(false);
      if (input.current) input.current.value = '';
    }
  };
  return (
    <div className={styles.pictures}>
      {value.map((one) => <img key={one} src={shown[one]} alt={t('aftersales.picture')} />)}
      <Button id={id} icon={<PlusOutlined />} loading={busy} onClick={() => input.current?.click()}>{t('aftersales.addPicture')}</Button>
      {/* Not by "hidden": within a form the library's own style wins over that. */}
      <input ref={input} type="file" accept="image/*" multiple style={{ display: 'none' }} onChange={(event) => void add(event.target.files)} />
    </div>
  );
}
