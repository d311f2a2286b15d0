import { FormOutlined, PaperClipOutlined, PictureOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useRef } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { keyOf } from '@/shared/keys';
import { formatSize } from '@/shared/time/format';
import styles from './Composer.module.css';
import { EmojiPicker } from './EmojiPicker';
import { FavouritePicker } from './FavouritePicker';

interface Props {
  conversationId: string;
  note: boolean;
  noteLocked: boolean;
  limit: number;
  onNote: (note: boolean) => void;
  onEmoji: (one: string) => void;
  onFiles: (files: Iterable<File>) => void;
}

export function ComposerTools({ conversationId, note, noteLocked, limit, onNote, onEmoji, onFiles }: Props) {
  const t = useT();
  const picker = useRef<HTMLInputElement>(null);
  const pick = (accept: string) => {
    if (!picker.current) return;
    picker.current.accept = accept;
    picker.current.click();
  };
  const size = formatSize(limit);
  return (
    <div className={styles.tools} role="toolbar">
      <EmojiPicker onPick={onEmoji} disabled={false} />
      <Tooltip title={note ? t('conversations.noteTextOnly') : t('conversations.pictureHint', { size })}>
        <Button type="text" size="small" icon={<PictureOutlined />} disabled={note} aria-label={t('conversations.picture')} onClick={() => pick('image/*')} />
      </Tooltip>
      <Tooltip title={note ? t('conversations.noteTextOnly') : t('conversations.fileHint', { size })}>
        <Button type="text" size="small" icon={<PaperClipOutlined />} disabled={note} aria-label={t('conversations.file')} onClick={() => pick('')} />
      </Tooltip>
      <FavouritePicker conversationId={conversationId} disabled={note} title={t(note ? 'conversations.noteTextOnly' : 'conversations.favourites')} />
      <Tooltip title={`${t('conversations.noteHint')} (${keyOf('note')})`}>
        <Button type={note ? 'primary' : 'text'} ghost={note} size="small" icon={<FormOutlined />} aria-pressed={note} disabled={noteLocked} onClick={() => onNote(!note)}>
          {t('conversations.note')}
        </Button>
      </Tooltip>
      <input ref={picker} type="file" multiple hidden onChange={(event) => {
        onFiles([...(event.target.files ?? [])]);
        event.target.value = '';
      }} />
    </div>
  );
}
