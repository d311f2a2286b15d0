import { Popover } from 'antd';
import type { ConversationDetail, Why } from '@/shared/api/types';
import { comma, language, useT, type Translate } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './WhyPopover.module.css';

/** 为何分给我: what decided the last assignment, and why each other agent was passed over. */
export function WhyPopover({ detail }: { detail: ConversationDetail | undefined }) {
  const t = useT();
  const me = useMe();
  const last = detail?.assignments.at(-1);
  if (!last?.why) return null;
  const mine = last.agentId === me.agent.id;
  return (
    <Popover placement="bottomLeft" arrow={false} content={<Explanation why={last.why} agentName={last.agentName} at={last.at} earlier={detail?.assignments.slice(0, -1) ?? []} />}>
      <button type="button" className={styles.trigger}>{t(mine ? 'routing.whyMe' : 'routing.whyThem', { name: last.agentName })}</button>
    </Popover>
  );
}

export function Explanation({ why, agentName, at, earlier }: { why: Why; agentName: string; at: string; earlier: ConversationDetail['assignments'] }) {
  const t = useT();
  const lang = useStore(language);
  const now = serverNow();
  return (
    <div className={styles.why}>
      <p className={styles.lead}>{t(`routing.tier_${why.tier}`, { name: agentName, by: why.by ?? '' })}</p>
      {why.reason && why.tier === 'transfer' && <p className={styles.at}>{why.reason}</p>}
      <p className={styles.at}>{formatTime(at, now, lang)}{why.open !== undefined && why.weight !== undefined ? ` · ${t('routing.loadThen', { open: why.open, weight: why.weight })}` : ''}</p>
      {why.passedOver.length > 0 && (
        <dl className={styles.others}>
          {why.passedOver.map(({ because, count, agents }) => (
            <div key={because}><dt>{t(`routing.because_${because}`)}</dt><dd>{named(agents.map((one) => one.agentName), count, t)}</dd></div>
          ))}
        </dl>
      )}
      {earlier.length > 0 && <p className={styles.at}>{t('routing.earlierAgents', { names: [...new Set(earlier.map((one) => one.agentName))].join(' → ') })}</p>}
    </div>
  );
}

/** All of them by name where they are few; else the first, and how many. */
function named(names: string[], count: number, t: Translate): string {
  const list = names.join(comma());
  return count > names.length ? t('routing.andOthers', { names: list, count }) : list;
}
