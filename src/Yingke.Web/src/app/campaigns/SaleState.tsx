import { LendingBar } from '@/features/campaigns/LendingBar';
import { useCampaignGuard } from '@/features/campaigns/queries';
import styles from '@/features/campaigns/Campaigns.module.css';
import type { Campaign } from '@/features/campaigns/types';
import { OverloadButton } from '@/features/routing/overload/OverloadButton';
import { mayForce, useOverload } from '@/features/routing/overload/useOverload';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { formatExact } from '@/shared/time/format';
import { GuardRails } from '../performance/GuardRails';

/** Above the board: the step of overload in force and who switched it, and what the sale must not cost. */
export function SaleState({ campaign }: { campaign: Campaign }) {
  const me = useMe();
  const running = campaign.state === 'running';
  return (
    <>
      {running && (can(me, 'im.chat') || can(me, 'im.supervise')) && <OverloadLine />}
      {campaign.state !== 'planned' && can(me, 'campaigns.run') && <Guard id={campaign.id} />}
    </>
  );
}

function OverloadLine() {
  const t = useT();
  const me = useMe();
  const { data } = useOverload();
  if (!data) return null;
  const { isOn, mode, since, by, threshold, load, campaign } = data;
  return (
    <>
      <div className={styles.state} data-on={isOn || undefined}>
        <strong>{t(isOn ? 'routing.overloadOnShort' : 'routing.overloadOffShort')}</strong>
        {isOn && since && <span>{t('routing.overloadSince', { at: formatExact(since).slice(11, 16) })}</span>}
        {mode !== 'automatic' ? <span>{t(`routing.overloadStep_${mode}`, { name: by ?? '' })}</span> : <span>{t('campaigns.overloadAuto')}</span>}
        <span className={styles.small}>{t('campaigns.overloadLoad', { load, threshold })}{campaign && t('campaigns.overloadOwn')}</span>
        {can(me, 'im.supervise') && <OverloadButton compact />}
      </div>
      {isOn && mayForce(me) && <LendingBar />}
    </>
  );
}

function Guard({ id }: { id: string }) {
  const t = useT();
  const { data } = useCampaignGuard(id);
  if (!data) return null;
  return (
    <section aria-label={t('performance.guard')} className={styles.guard}>
      <span className={styles.small}>{t('campaigns.guardAgainst')}</span>
      <GuardRails guard={data.guard} before={data.before} range={{ from: data.from, to: data.to }} />
    </section>
  );
}
