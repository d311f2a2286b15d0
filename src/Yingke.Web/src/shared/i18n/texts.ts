import enAccounts from '@/locales/en-US/accounts.json';
import enBuyers from '@/locales/en-US/buyers.json';
import enCommon from '@/locales/en-US/common.json';
import enConversations from '@/locales/en-US/conversations.json';
import enErrors from '@/locales/en-US/errors.json';
import enHistory from '@/locales/en-US/history.json';
import enRouting from '@/locales/en-US/routing.json';
import zhAccounts from '@/locales/zh-CN/accounts.json';
import zhBuyers from '@/locales/zh-CN/buyers.json';
import zhCommon from '@/locales/zh-CN/common.json';
import zhConversations from '@/locales/zh-CN/conversations.json';
import zhErrors from '@/locales/zh-CN/errors.json';
import zhHistory from '@/locales/zh-CN/history.json';
import zhRouting from '@/locales/zh-CN/routing.json';

const zh = {
  common: zhCommon, accounts: zhAccounts, buyers: zhBuyers, conversations: zhConversations,
  errors: zhErrors, history: zhHistory, routing: zhRouting,
};

type Texts = { [F in keyof typeof zh]: Record<keyof (typeof zh)[F], string> };

// A text that one language lacks does not compile.
const en: Texts = {
  common: enCommon, accounts: enAccounts, buyers: enBuyers, conversations: enConversations,
  errors: enErrors, history: enHistory, routing: enRouting,
};

/** `conversations.send`: the file's name and the key in it. */
export type TextKey = { [F in keyof Texts]: `${F}.${keyof Texts[F] & string}` }[keyof Texts];

export type Language = 'zh-CN' | 'en-US';

export const texts: Record<Language, Record<string, Record<string, string>>> = { 'zh-CN': zh, 'en-US': en };
