import type { Schema } from '@/shared/api/types';

export type OpenSpan = Schema<'OpenSpan'>;
export type DayHours = Schema<'DayHours'>;
export type HolidayHours = Schema<'HolidayHours'>;
export type ChannelHours = Schema<'ChannelHours'>;

/** Everything a shop may set: one document, read and written as one, guarded by its version. */
export type ShopSettings = Schema<'SettingsDocument'>;
