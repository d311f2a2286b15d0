import { DesktopOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Segmented, Select, Skeleton, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { language, useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { Nothing } from '@/shared/parts/Nothing';
import { RightButton } from '@/shared/parts/RightButton';
import { Screen } from '@/shared/parts/Screen';
import { can, useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import { BoardView } from './BoardView';
import { BroadcastList } from './BroadcastList';
import { CampaignDialog } from './CampaignDialog';
import styles from './Campaigns.module.css';
import { DrawsView } from './DrawsView';
import { campaignsMoved, useCampaigns, useLiveBoards } from './queries';
import { ReviewList } from './ReviewList';
import { StaffingView } from './StaffingView';
import type { Campaign, CampaignState } from './types';

type View = 'board' | 'hours' | 'reviews' | 'staffing' | 'draws';

const colours: Record<CampaignState, string | undefined> = { planned: 'default', running: 'success', ended: undefined, stopped: undefined };

/** 大促活动: the board of one campaign, what was announced and reviewed of it, and the hands to run it. */
export default function CampaignsPage({ state }: { state: (campaign: Campaign) => ReactNode }) {
  const t = useT();
  const lang = useStore(language);
  const me = useMe();
  const [place, setPlace] = useSearchParams();
  const { data, error, refetch } = useCampaigns();
  useLiveBoards();
  const [editing, setEditing] = useState<Campaign | 'new' | null>(null);
  const { modal, message } = App.useApp();
  const chosen = data?.items.find(({ id }) => id === place.get('id')) ?? data?.items.find(({ state }) => state === 'running') ?? data?.items.findLast(({ state }) => state === 'planned') ?? data?.items[0];
  const reviews = can(me, 'campaigns.run') || can(me, 'im.supervise');
  const views: View[] = ['board', 'hours', ...(reviews ? ['reviews' as const] : []), ...(can(me, 'campaigns.run') ? ['staffing' as const] : []), 'draws'];
  const view = views.find((one) => one === place.get('view')) ?? 'board';
  const go = (next: { id?: string; view?: string }) => setPlace((now) => ({ ...Object.fromEntries(now), ...next }), { replace: true });
  const over = chosen && (chosen.state === 'ended' || chosen.state === 'stopped');
  const stop = (campaign: Campaign) => modal.confirm({
    title: t('campaigns.stopTitle', { name: campaign.name }), content: t('campaigns.stopHint'), okText: t('campaigns.stopNow'), okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: () => api.post(`/campaigns/${campaign.id}/stop`).then(campaignsMoved, (failure: unknown) => void message.error(wordsOf(failure))),
  });
  return (
    <Screen title={t('campaigns.title')} actions={
      <>
        {chosen && <Button size="small" icon={<DesktopOutlined />} href={`/campaigns/${chosen.id}/screen`} target="_blank">{t('campaigns.screen')}</Button>}
        {chosen && !over && <RightButton right="campaigns.run" size="small" onClick={() => setEditing(chosen)}>{t('common.edit')}</RightButton>}
        {chosen && !over && <RightButton right="campaigns.run" size="small" onClick={() => stop(chosen)}>{t('campaigns.stop')}</RightButton>}
        <RightButton right="campaigns.run" size="small" type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('campaigns.add')}</RightButton>
      </>
    }>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data?.items.length === 0 && <Nothing title={t('campaigns.none')} hint={t('campaigns.noneHint')} />}
      {data && chosen && (
        <>
          <div className={styles.bar}>
            <Select size="small" value={chosen.id} style={{ minWidth: 200 }} aria-label={t('campaigns.title')} onChange={(id) => go({ id })}
              options={data.items.map((one) => ({ value: one.id, label: `${one.name} · ${t(`campaigns.state_${one.state}`)}` }))} />
            <Tag color={colours[chosen.state]} style={{ marginInlineEnd: 0 }}>{t(`campaigns.state_${chosen.state}`)}</Tag>
            <span className={styles.small}>{t('campaigns.span', { from: formatTime(chosen.startAt, serverNow(), lang), to: formatTime(chosen.endAt, serverNow(), lang) })}{chosen.stoppedBy && ` · ${t('campaigns.stoppedBy', { who: chosen.stoppedBy })}`}</span>
            <Segmented size="small" className={styles.right} value={view} onChange={(next) => go({ view: next })} options={views.map((value) => ({ value, label: t(`campaigns.view_${value}`) }))} />
          </div>
          {view === 'board' && state(chosen)}
          {view === 'board' && <BoardView id={chosen.id} />}
          {view === 'hours' && <BroadcastList id={chosen.id} on={chosen.broadcasts} />}
          {view === 'reviews' && <ReviewList id={chosen.id} at={chosen.reviewAt} />}
          {view === 'staffing' && <StaffingView id={chosen.id} />}
          {view === 'draws' && <DrawsView id={chosen.id} planned={chosen.state === 'planned'} />}
        </>
      )}
      {editing && data && <CampaignDialog campaign={editing === 'new' ? undefined : editing} list={data} onClose={() => setEditing(null)} onSaved={(id) => { setEditing(null); go({ id }); }} />}
    </Screen>
  );
}
