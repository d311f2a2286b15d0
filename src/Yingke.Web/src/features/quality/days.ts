import { serverNow } from '@/shared/time/clock';
import { formatDate } from '@/shared/time/format';

/** The day in the shop's calendar. */
export const today = () => formatDate(new Date(serverNow()).toISOString());
