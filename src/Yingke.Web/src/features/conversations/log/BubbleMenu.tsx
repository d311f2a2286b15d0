import { App, Dropdown } from 'antd';
import { wordsOf } from '@/shared/api/problem';
import type { Entry } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { keepPicture } from '../state/favourites';

interface Props { entry: Entry; at: { x: number; y: number }; canRecall: boolean | undefined; onRecall: ((seq: number) => void) | undefined; onClose: () => void }

/** What can be done with a message; made when it is asked for, since a log has many of them. */
export function BubbleMenu({ entry, at, canRecall, onRecall, onClose }: Props) {
  const t = useT();
  const me = useMe();
  const { message } = App.useApp();
  const keep = (id: string) => keepPicture(id).then(() => void message.success(t('conversations.kept')), (error: unknown) => void message.error(wordsOf(error)));
  const { file, text } = entry;
  const items = [
    ...(text ? [{ key: 'copy', label: t('common.copy'), onClick: () => void navigator.clipboard?.writeText(text) }] : []),
    ...(file && isKeepable(entry) ? [{ key: 'keep', label: t('conversations.keep'), disabled: !can(me, 'im.chat'), onClick: () => void keep(file.id) }] : []),
    ...(canRecall ? [{ key: 'recall', label: t('conversations.recall'), onClick: () => onRecall?.(entry.seq) }] : []),
  ];
  return (
    <Dropdown open menu={{ items, onClick: onClose, autoFocus: true }} onOpenChange={onClose} trigger={['click']}>
      <span style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
    </Dropdown>
  );
}

export function isKeepable(entry: Entry): boolean {
  return entry.kind === 'image' && !entry.recalled;
}
