import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatDuration, formatTime } from '@/shared/time/format';
import styles from './Quality.module.css';
import type { Inspection } from './types';

/** A call has no messages: its times, its recording and what was noted of it. */
export function CallFacts({ call }: { call: NonNullable<Inspection['call']> }) {
  const t = useT();
  const lang = useStore(language);
  const seconds = (from?: string, to?: string) => (from && to ? formatDuration((Date.parse(to) - Date.parse(from)) / 1000, t) : '—');
  return (
    <div className={styles.call}>
      <dl className={styles.facts}>
        <dt>{t('quality.queuedAt')}</dt><dd>{formatTime(call.queuedAt, serverNow(), lang)}</dd>
        <dt>{t('quality.rang')}</dt><dd>{seconds(call.ringingAt, call.answeredAt)}</dd>
        <dt>{t('quality.talked')}</dt><dd>{seconds(call.answeredAt, call.endedAt)}</dd>
        {call.survey && <><dt>{t('quality.survey')}</dt><dd>{t(`hotline.survey_${call.survey}`)}</dd></>}
        {call.note && <><dt>{t('quality.callNote')}</dt><dd>{call.note}</dd></>}
      </dl>
      {call.recordingUrl
        ? <><audio controls preload="none" src={call.recordingUrl} className={styles.audio} aria-label={t('quality.recording')} /><a href={call.recordingUrl} target="_blank" rel="noopener noreferrer nofollow">{t('quality.openRecording')}</a></>
        : <p className={styles.small}>{t('quality.noRecording')}</p>}
    </div>
  );
}
