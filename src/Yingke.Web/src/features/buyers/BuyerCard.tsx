import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Popconfirm, Skeleton, Switch, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Buyer } from '@/shared/api/types';
import { asked } from '@/shared/asked';
import { language, useT } from '@/shared/i18n/i18n';
import { RightButton } from '@/shared/parts/RightButton';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDate, formatTime } from '@/shared/time/format';
import styles from './BuyerCard.module.css';
import { NotesField } from './NotesField';
import { PhoneLine } from './PhoneLine';
import { TagsField } from './TagsField';

/** Who the buyer is, as far as the shop knows, and what colleagues should know. */
export function BuyerCard({ id }: { id: string }) {
  const t = useT();
  const lang = useStore(language);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const key = ['buyer', id];
  const { data: buyer, error, refetch } = useQuery({ queryKey: key, queryFn: () => api.get<Buyer>(`/buyers/${id}`) });
  if (!buyer)
    return error
      ? <Alert type="error" title={wordsOf(error)} action={<Button size="small" onClick={() => void refetch()}>{t('common.retry')}</Button>} />
      : <Skeleton active title={false} paragraph={{ rows: 5 }} />;

  const change = async (patch: Partial<Buyer>) => {
    queries.setQueryData<Buyer>(key, { ...buyer, ...patch });
    try {
      await api.patch(`/buyers/${id}`, patch);
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    await queries.invalidateQueries({ queryKey: key });
  };
  const block = async () => {
    try {
      if (buyer.blocked) await api.delete(`/buyers/${id}/block`);
      else await api.put(`/buyers/${id}/block`, { reason: reason.trim() });
      setReason('');
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
    await queries.invalidateQueries({ queryKey: key });
  };
  return (
    <div className={styles.card}>
      <div className={styles.line}><span className={styles.label}>{t('buyers.name')}</span><span className={styles.value} title={buyer.name}>{buyer.name}</span></div>
      {buyer.memberId && <div className={styles.line}><span className={styles.label}>{t('buyers.member')}</span><span className={styles.value} title={buyer.memberId}>{buyer.memberId}</span></div>}
      {buyer.phone && <PhoneLine id={id} masked={buyer.phone} />}
      <div className={styles.line}><span className={styles.label}>{t('buyers.firstSeen')}</span><span className={styles.value}>{formatDate(buyer.firstSeen)} · {t('buyers.conversations', { n: buyer.conversations })}</span></div>
      {buyer.recentAgent && (
        <div className={styles.line}><span className={styles.label}>{t('buyers.recentAgent')}</span>
          <span className={styles.value} title={buyer.recentAgent.name}>{buyer.recentAgent.name} · {formatTime(buyer.recentAgent.at, serverNow(), lang)}</span></div>
      )}
      <div className={styles.line}>
        <RightButton size="small" right="tickets.handle" onClick={() => asked.set({ callback: { buyerId: id, buyerName: buyer.name } })}>{t('tickets.planCallback')}</RightButton>
      </div>
      <TagsField key={`tags-${id}`} tags={buyer.tags} onChange={(tags) => void change({ tags })} />
      <NotesField key={`notes-${id}`} notes={buyer.notes ?? ''} onSave={(notes) => change({ notes })} />
      <div className={styles.foot}>
        <Tooltip title={t('buyers.vipHint')}><label className={styles.vip}><Switch size="small" checked={buyer.vip} onChange={(vip) => void change({ vip })} /> VIP</label></Tooltip>
        <Popconfirm icon={null} title={t(buyer.blocked ? 'buyers.unblockTitle' : 'buyers.blockTitle')}
          description={buyer.blocked ? t('buyers.unblockHint') : <>
            <p className={styles.hint}>{t('buyers.blockHint')}</p>
            <Input size="small" value={reason} placeholder={t('buyers.blockReason')} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          </>}
          okButtonProps={{ danger: !buyer.blocked, disabled: !buyer.blocked && reason.trim() === '' }} okText={t(buyer.blocked ? 'buyers.unblock' : 'buyers.block')} cancelText={t('common.cancel')} onConfirm={block}>
          <Button size="small" type="text" danger={!buyer.blocked}>{t(buyer.blocked ? 'buyers.unblock' : 'buyers.block')}</Button>
        </Popconfirm>
      </div>
      {buyer.blocked && <p className={styles.blocked}>{t('buyers.isBlocked')}</p>}
    </div>
  );
}
