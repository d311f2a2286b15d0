import { CloseOutlined, HeartOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Popover, Skeleton, Tooltip } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { FileRef } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { dropPicture, favouritesKey, keepPicture, readFavourites, sendPicture } from '../state/favourites';
import styles from './Favourites.module.css';

/** The agent's own pictures: a click sends one to whoever is on the screen. */
export function FavouritePicker({ conversationId, disabled, title }: { conversationId: string; disabled: boolean; title: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open && !disabled} onOpenChange={setOpen} trigger="click" placement="topLeft" arrow={false} destroyOnHidden
      content={<Pictures conversationId={conversationId} onSent={() => setOpen(false)} />}>
      <Tooltip title={open ? '' : title}>
        <Button type="text" size="small" icon={<HeartOutlined />} aria-label={t('conversations.favourites')} disabled={disabled} />
      </Tooltip>
    </Popover>
  );
}

function Pictures({ conversationId, onSent }: { conversationId: string; onSent: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: favouritesKey, queryFn: readFavourites });
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (problem) {
      void message.error(wordsOf(problem));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const add = (files: File[]) => run(async () => {
    for (const file of files) await keepPicture((await upload<FileRef>('/files', file, () => undefined)).id);
  });
  const full = data !== undefined && data.items.length >= data.most;
  if (error && !data) return <div className={styles.hint}>{wordsOf(error)} <Button type="link" size="small" onClick={() => void refetch()}>{t('common.retry')}</Button></div>;
  return (
    <div className={styles.box}>
      {data?.items.length === 0 && <p className={styles.hint}>{t('conversations.favouritesEmpty')}</p>}
      <ul className={styles.grid} aria-busy={busy || !data}>
        {!data && Array.from({ length: 5 }, (_, i) => <li key={i}><Skeleton.Node active style={{ width: 64, height: 64 }} /></li>)}
        {data?.items.map(({ id, name, url }) => (
          <li key={id} className={styles.one}>
            <button type="button" className={styles.picture} title={t('conversations.favouriteSend', { name })} disabled={busy}
              onClick={() => void run(() => sendPicture(conversationId, id)).then((sent) => sent && onSent())}>
              <img src={url} alt={name} loading="lazy" />
            </button>
            <button type="button" className={styles.drop} aria-label={`${t('conversations.favouriteDrop')} ${name}`} title={t('conversations.favouriteDrop')} disabled={busy}
              onClick={() => void run(() => dropPicture(id))}><CloseOutlined /></button>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Button size="small" icon={<PlusOutlined />} loading={busy} disabled={full} title={full ? t('conversations.favouritesFull') : undefined} onClick={() => chooser.current?.click()}>{t('conversations.favouriteAdd')}</Button>
        {data && <span className={styles.hint}>{data.items.length} / {data.most}</span>}
      </div>
      <input ref={chooser} type="file" accept="image/*" multiple hidden onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        if (files.length > 0) void add(files);
      }} />
    </div>
  );
}
