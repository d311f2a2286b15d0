import type { Channel, Inquiry } from '@/shared/api/types';

export interface OpenSpan { from: string; to: string }
export interface DayHours { day: number; open: OpenSpan[] }
export interface HolidayHours { date: string; open: OpenSpan[] }
export interface ChannelHours { weekly: DayHours[]; holidays: HolidayHours[] }

/** Everything a shop may set: one document, read and written as one, guarded by its version. */
export interface ShopSettings {
  version: number;
  name: string;
  timeZone: string;
  welcome: { text: string };
  greeting: string;
  service: { start: string; end: string; nightDue: string; channels: Partial<Record<Channel, ChannelHours>> };
  reply: { amberSeconds: number; redSeconds: number; deepSeconds: number; popupSeconds: number };
  presence: { reasons: string[]; connectionGraceSeconds: number; rerouteGraceSeconds: number };
  conversation: {
    autoCloseMinutes: number;
    closingHabit: 'serve_to_end' | 'close_once_answered';
    ratingHours: number;
    recallSeconds: number;
    typingPreview: boolean;
    closeReasons: string[];
    closeTags: string[];
    transferReasons: string[];
    defaultInquiry: Inquiry;
  };
  queue: { vipFirst: boolean };
  offlineMessages: { autoAssign: boolean; dueAlertMinutes: number };
  capacityLimit: number;
  widget: { color: string; title?: string; position: 'left' | 'right'; allowedOrigins: string[]; requireIdentity: boolean };
  orders: {
    priceLimits: Record<'normal' | 'senior' | 'lead', { percent: number; fen: number }>;
    shippingFrom: 'payment' | 'placing';
    shipHours: number;
    pickUpHours: number;
    nearMinutes: number;
    exceptionHours: number;
    reminders: { automatic: boolean; delayMinutes: number; templates: string[] };
  };
  limits: { textLength: number; fileBytes: number; messagesPerMinute: number; opensPerMinute: number };
}
