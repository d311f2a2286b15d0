// The shapes of the HTTP API, made from its document (`npm run api` writes schema.d.ts), under the names that the screens use; and those of the staff hub.
import type { components } from './schema';

/** A type by its name in the API's document. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

export type Presence = Schema<'Presence'>;
export type Group = Schema<'Groups'>[number];
export type Inquiry = Schema<'Inquiry'>;
export type Source = Schema<'Source'>;
export type Channel = Schema<'Channel'>;
export type ConversationState = Schema<'ConversationState'>;
export type Sender = Schema<'Sender'>;
export type EntryKind = Entry['kind'];
export type Scope = Schema<'Scope'>;

export type Card = Schema<'Card'>;
export type FileRef = Schema<'FileView'>;
export type Entry = Schema<'EntryView'>;
export type EntryPage = Schema<'LogPage'>;
export type Sent = Schema<'Appendix'>;

/** 为何分给我: why a conversation was given to this agent and not to the others. */
export type Why = Schema<'Why'>;
export type Tier = Why['tier'];
export type PassedOverBecause = Schema<'PassedOver'>;

/** Something of the shop's business in the talk; `kind` says which feature draws it. */
export type TradeCard = Schema<'TradeCard'>;

export type ConversationRow = Schema<'ConversationRow'>;
/** The most urgent of the buyer's orders. */
export type OrderBadge = NonNullable<ConversationRow['orderBadge']>;
export type ConversationDetail = Schema<'ConversationAnswer'>;
/** What new entries change in a row that is already held. */
export type RowPatch = Pick<ConversationRow, 'head' | 'waitingSince' | 'dueAt' | 'last'>;
export interface Page<T> { items: T[]; next?: string }

export type AgentState = Schema<'AgentState'>;
export type MyPresence = Schema<'MePresence'>;
export type Me = Schema<'Me'>;
export type Desk = Schema<'DeskAnswer'>;
export type TransferTargets = Schema<'TransferTargets'>;
export type Buyer = Schema<'BuyerCard'>;
export type Alert = Schema<'AlertView'>;

// What the staff hub says; an alert and an agent come there as they are answered.

export interface Typing { conversationId: string; from: 'buyer' | 'agent'; name?: string; text?: string }
export interface ReadMark { conversationId: string; by: 'buyer' | 'agent'; seq: number }
export interface Viewers { conversationId: string; viewers: { id: string; name: string; typing: boolean }[] }
export interface Board { queued: number; offlineMessages: number }
