import enAccounts from '@/locales/en-US/accounts.json';
import enAftersales from '@/locales/en-US/aftersales.json';
import enAlerts from '@/locales/en-US/alerts.json';
import enBuyers from '@/locales/en-US/buyers.json';
import enCampaigns from '@/locales/en-US/campaigns.json';
import enCategories from '@/locales/en-US/categories.json';
import enCommon from '@/locales/en-US/common.json';
import enComplaints from '@/locales/en-US/complaints.json';
import enConversations from '@/locales/en-US/conversations.json';
import enDeadlines from '@/locales/en-US/deadlines.json';
import enDuties from '@/locales/en-US/duties.json';
import enErrors from '@/locales/en-US/errors.json';
import enHistory from '@/locales/en-US/history.json';
import enHotline from '@/locales/en-US/hotline.json';
import enKeys from '@/locales/en-US/keys.json';
import enKnowledge from '@/locales/en-US/knowledge.json';
import enOrders from '@/locales/en-US/orders.json';
import enPay from '@/locales/en-US/pay.json';
import enPerformance from '@/locales/en-US/performance.json';
import enPhrases from '@/locales/en-US/phrases.json';
import enQuality from '@/locales/en-US/quality.json';
import enQuickPhrases from '@/locales/en-US/quickPhrases.json';
import enRecords from '@/locales/en-US/records.json';
import enRobot from '@/locales/en-US/robot.json';
import enRouting from '@/locales/en-US/routing.json';
import enScores from '@/locales/en-US/scores.json';
import enSettings from '@/locales/en-US/settings.json';
import enShifts from '@/locales/en-US/shifts.json';
import enStaffTalk from '@/locales/en-US/staffTalk.json';
import enTickets from '@/locales/en-US/tickets.json';
import enTraining from '@/locales/en-US/training.json';
import enWall from '@/locales/en-US/wall.json';
import enWebhooks from '@/locales/en-US/webhooks.json';
import zhAccounts from '@/locales/zh-CN/accounts.json';
import zhAftersales from '@/locales/zh-CN/aftersales.json';
import zhAlerts from '@/locales/zh-CN/alerts.json';
import zhBuyers from '@/locales/zh-CN/buyers.json';
import zhCampaigns from '@/locales/zh-CN/campaigns.json';
import zhCategories from '@/locales/zh-CN/categories.json';
import zhCommon from '@/locales/zh-CN/common.json';
import zhComplaints from '@/locales/zh-CN/complaints.json';
import zhConversations from '@/locales/zh-CN/conversations.json';
import zhDeadlines from '@/locales/zh-CN/deadlines.json';
import zhDuties from '@/locales/zh-CN/duties.json';
import zhErrors from '@/locales/zh-CN/errors.json';
import zhHistory from '@/locales/zh-CN/history.json';
import zhHotline from '@/locales/zh-CN/hotline.json';
import zhKeys from '@/locales/zh-CN/keys.json';
import zhKnowledge from '@/locales/zh-CN/knowledge.json';
import zhOrders from '@/locales/zh-CN/orders.json';
import zhPay from '@/locales/zh-CN/pay.json';
import zhPerformance from '@/locales/zh-CN/performance.json';
import zhPhrases from '@/locales/zh-CN/phrases.json';
import zhQuality from '@/locales/zh-CN/quality.json';
import zhQuickPhrases from '@/locales/zh-CN/quickPhrases.json';
import zhRecords from '@/locales/zh-CN/records.json';
import zhRobot from '@/locales/zh-CN/robot.json';
import zhRouting from '@/locales/zh-CN/routing.json';
import zhScores from '@/locales/zh-CN/scores.json';
import zhSettings from '@/locales/zh-CN/settings.json';
import zhShifts from '@/locales/zh-CN/shifts.json';
import zhStaffTalk from '@/locales/zh-CN/staffTalk.json';
import zhTickets from '@/locales/zh-CN/tickets.json';
import zhTraining from '@/locales/zh-CN/training.json';
import zhWall from '@/locales/zh-CN/wall.json';
import zhWebhooks from '@/locales/zh-CN/webhooks.json';

const zh = {
  common: zhCommon, accounts: zhAccounts, aftersales: zhAftersales, alerts: zhAlerts, buyers: zhBuyers, conversations: zhConversations,
  errors: zhErrors, history: zhHistory, hotline: zhHotline, routing: zhRouting,
  keys: zhKeys, knowledge: zhKnowledge, orders: zhOrders, pay: zhPay, performance: zhPerformance, quickPhrases: zhQuickPhrases, records: zhRecords, scores: zhScores, settings: zhSettings, wall: zhWall, webhooks: zhWebhooks,
  campaigns: zhCampaigns, categories: zhCategories, deadlines: zhDeadlines, tickets: zhTickets, phrases: zhPhrases, complaints: zhComplaints, quality: zhQuality,
  shifts: zhShifts, duties: zhDuties, staffTalk: zhStaffTalk, training: zhTraining, robot: zhRobot,
};

type Texts = { [F in keyof typeof zh]: Record<keyof (typeof zh)[F], string> };

// A text that one language lacks does not compile.
const en: Texts = {
  common: enCommon, accounts: enAccounts, aftersales: enAftersales, alerts: enAlerts, buyers: enBuyers, conversations: enConversations,
  errors: enErrors, history: enHistory, hotline: enHotline, routing: enRouting,
  keys: enKeys, knowledge: enKnowledge, orders: enOrders, pay: enPay, performance: enPerformance, quickPhrases: enQuickPhrases, records: enRecords, scores: enScores, settings: enSettings, wall: enWall, webhooks: enWebhooks,
  campaigns: enCampaigns, categories: enCategories, deadlines: enDeadlines, tickets: enTickets, phrases: enPhrases, complaints: enComplaints, quality: enQuality,
  shifts: enShifts, duties: enDuties, staffTalk: enStaffTalk, training: enTraining, robot: enRobot,
};

/** `conversations.send`: the file's name and the key in it. */
export type TextKey = { [F in keyof Texts]: `${F}.${keyof Texts[F] & string}` }[keyof Texts];

export type Language = 'zh-CN' | 'en-US';

export const texts: Record<Language, Record<string, Record<string, string>>> = { 'zh-CN': zh, 'en-US': en };
