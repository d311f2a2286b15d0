import type { Alert } from '@/shared/api/types';
import { hasText, language, useT, type Translate } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';

/** Who, what, and by when. */
export function AlertWords({ alert }: { alert: Alert }) {
  const t = useT();
  const lang = useStore(language);
  const { name, text, stars, dueAt, clock, kind, value, recoveredAt } = alert;
  const duty = `duties.duty_${text ?? ''}`;
  const which = `alerts.clock_${clock}`;
  const move = `alerts.${kind}_${text ?? ''}`;
  if ((kind === 'staffing_moved' || kind === 'staffing_undone') && hasText(move)) return <>{t(move, { name: name ?? '' })}</>;
  return (
    <>{[figures(alert, t), kind === 'staffing_due' && t('alerts.moves', { n: value ?? 0 }), recoveredAt && t('alerts.recovered', { at: formatTime(recoveredAt, serverNow(), lang) }), name, clock && hasText(which) && t(which), stars !== undefined && t('conversations.alertStars', { stars }), kind === 'duty_uncovered' && hasText(duty) ? t(duty) : text, dueAt && t('conversations.alertDue', { at: formatTime(dueAt, serverNow(), lang) })]
      .filter(Boolean).join(' · ')}</>
  );
}

/** What it is called: a figure by its name, all else by its kind. */
export function alertTitle({ kind, measure }: Alert, t: Translate): string {
  return measure ? t(`alerts.measure_${measure}`) : t(`conversations.alert_${kind as Exclude<Alert['kind'], 'threshold'>}`);
}

const lower: readonly Alert['measure'][] = ['agents_online', 'satisfaction', 'reply_rate'];

function figures({ measure, value, limit }: Alert, t: Translate): string | false {
  if (!measure || value === undefined || limit === undefined) return false;
  const unit = measure === 'satisfaction' || measure === 'reply_rate' ? 'percent' : measure === 'longest_wait' || measure === 'agent_silence' ? 'seconds' : 'count';
  const side = t(lower.includes(measure) ? 'alerts.below' : 'alerts.from');
  return t('alerts.nowAt', { value: t(`alerts.unit_${unit}`, { n: value }), side, limit: t(`alerts.unit_${unit}`, { n: limit }) });
}
