import type { Alert } from '@/shared/api/types';
import { hasText, language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';

/** Who, what, and by when. */
export function AlertWords({ alert: { kind, name, text, stars, dueAt } }: { alert: Alert }) {
  const t = useT();
  const lang = useStore(language);
  const duty = `duties.duty_${text ?? ''}`;
  return (
    <>{[name, stars !== undefined && t('conversations.alertStars', { stars }), kind === 'duty_uncovered' && hasText(duty) ? t(duty) : text, dueAt && t('conversations.alertDue', { at: formatTime(dueAt, serverNow(), lang) })]
      .filter(Boolean).join(' · ')}</>
  );
}
