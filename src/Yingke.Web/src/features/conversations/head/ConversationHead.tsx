import { CheckCircleOutlined, EyeInvisibleOutlined, LikeOutlined, LoginOutlined, StarFilled, StarOutlined, SwapOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { useState, type ReactNode } from 'react';
import { wordsOf } from '@/shared/api/problem';
import type { ConversationRow, Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { keyOf, useKeys } from '@/shared/keys';
import { can } from '@/shared/session';
import { InquiryTag } from '../list/InquiryTag';
import { SourceIcon } from '../list/SourceIcon';
import { WaitClock } from '../list/WaitClock';
import { sourceWords } from '../log/words';
import { claim, inviteRating, takeOver } from '../state/actions';
import { star } from '../state/star';
import { markUnread } from '../state/unread';
import { ClosePanel } from './ClosePanel';
import styles from './ConversationHead.module.css';
import { ViewersLine } from './ViewersLine';

interface Props { row: ConversationRow; me: Me; why?: ReactNode; onTransfer: () => void; extra?: ReactNode }

export function ConversationHead({ row, me, why, onTransfer, extra }: Props) {
  const t = useT();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const mine = row.agent?.id === me.agent.id;
  const active = row.state === 'active';
  const supervises = can(me, 'im.supervise');
  const mayMove = (mine && active) || (supervises && row.state !== 'closed');
  const run = (work: Promise<void>, done?: string) => {
    setBusy(true);
    work.then(() => done && void message.success(done), (error: unknown) => void message.error(wordsOf(error))).finally(() => setBusy(false));
  };
  useKeys({
    transfer: () => mayMove && onTransfer(),
    star: () => run(star(row)),
    unread: () => mine && markUnread(row.id, true),
  });
  const quiet = (icon: ReactNode, label: string, action: () => void, disabled = false) => (
    <Tooltip title={label}>
      <Button type="text" icon={icon} aria-label={label} disabled={disabled || busy} onClick={action} />
    </Tooltip>
  );
  return (
    <header className={styles.head}>
      <div className={styles.who}>
        <h2 className={styles.name} title={row.buyer.name}>{row.buyer.name}</h2>
        {row.buyer.vip && <span className={styles.vip}>VIP</span>}
        <InquiryTag group={row.inquiry} />
        <span className={styles.source}><SourceIcon source={row.source} /> {sourceWords(row.source, t)}</span>
        {!mine && active && row.agent && <span className={styles.source}>{t('conversations.servedBy', { name: row.agent.name })}</span>}
        {active && row.waitingSince && <WaitClock since={row.waitingSince} />}
        {why}
      </div>
      <ViewersLine id={row.id} me={me.agent.id} />
      <div className={styles.actions}>
        {(row.state === 'queued' || row.state === 'offline') && (
          <Tooltip title={me.agent.im ? '' : t('conversations.imOff')}>
            <Button type="primary" icon={<LoginOutlined />} loading={busy} disabled={!me.agent.im} onClick={() => run(claim(row.id))}>
              {t(row.state === 'queued' ? 'conversations.serve' : 'conversations.claim')}
            </Button>
          </Tooltip>
        )}
        {active && !mine && supervises && <Button icon={<LoginOutlined />} loading={busy} onClick={() => run(takeOver(row.id))}>{t('conversations.takeOver')}</Button>}
        {active && mine && quiet(<LikeOutlined />, t('conversations.inviteRating'), () => run(inviteRating(row.id)))}
        {active && mine && quiet(<EyeInvisibleOutlined />, `${t('conversations.markUnread')} (${keyOf('unread')})`, () => markUnread(row.id, true))}
        {quiet(row.starred ? <StarFilled className={styles.starred} /> : <StarOutlined />, `${t(row.starred ? 'conversations.unstar' : 'conversations.star')} (${keyOf('star')})`, () => run(star(row)))}
        {mayMove && quiet(<SwapOutlined />, `${t('conversations.transfer')} (${keyOf('transfer')})`, onTransfer)}
        {active && (mine || supervises) && <ClosePanel row={row} me={me} trigger={<CheckCircleOutlined />} />}
        {extra}
      </div>
    </header>
  );
}
