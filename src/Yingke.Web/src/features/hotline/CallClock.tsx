import { useT } from '@/shared/i18n/i18n';
import { useClock } from '@/shared/time/clock';
import { formatDuration } from '@/shared/time/format';
import { spanOf } from './shown';
import type { CallRow } from './types';

/** How long it has been ringing, talked about or waiting; it stands still once the call is over. */
export function CallClock({ call }: { call: CallRow }) {
  const t = useT();
  const { what, from, to } = spanOf(call);
  const seconds = useClock((now) => Math.max(0, Math.round(((to ? Date.parse(to) : now) - Date.parse(from)) / 1000)));
  return <span>{t(`hotline.${what}`, { time: formatDuration(seconds, t) })}</span>;
}
