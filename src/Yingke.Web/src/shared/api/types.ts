// The shapes of the HTTP API and of the staff hub, under the names of the API's document.

export type Presence = 'online' | 'busy' | 'offline';
export type Group = 'presale' | 'insale' | 'aftersale';
export type Inquiry = 'presale' | 'aftersale';
export type Source = 'message_center' | 'order_detail' | 'order_list' | 'shop_home' | 'product_detail' | 'other';
export type Channel = 'web' | 'h5' | 'api' | 'hotline';
export type ConversationState = 'queued' | 'offline' | 'active' | 'closed';
export type Sender = 'buyer' | 'agent' | 'robot' | 'system';
export type EntryKind =
  | 'text' | 'image' | 'file' | 'product_card' | 'card' | 'note' | 'recall' | 'rating_invitation'
  | 'inflow' | 'queued' | 'offline_message' | 'assigned' | 'transferred' | 'requeued' | 'closed' | 'rated' | 'abandoned'
  | 'hidden';
export type Scope = 'all' | 'own' | 'self';

export interface Card { id: string; title: string; imageUrl?: string; priceFen?: number; url?: string; text?: string }

export type OrderBadge = 'unpaid' | 'aftersale' | 'paid' | 'shipped' | 'done' | 'none';

/** Something of the shop's business in the talk; `kind` says which feature draws it. */
export interface TradeCard {
  kind: string; refId?: string; title: string; number?: string; text?: string; imageUrl?: string; priceFen?: number; oldPriceFen?: number; items?: Card[];
}

export interface FileRef { id: string; name: string; type: string; size: number; width?: number; height?: number; url?: string }

export interface Entry {
  seq: number;
  kind: EntryKind;
  from: Sender;
  senderId?: string;
  senderName?: string;
  at: string;
  clientId?: string;
  text?: string;
  file?: FileRef;
  product?: Card;
  order?: Card;
  data?: Record<string, unknown>;
  recalled?: boolean;
}

export type Tier = 'recent' | 'online_match' | 'online_other' | 'busy_match' | 'busy_other' | 'transfer' | 'claim' | 'takeover';
export type PassedOverBecause =
  | 'im_off' | 'offline' | 'full' | 'weight_zero' | 'later_tier' | 'higher_load' | 'assigned_later' | 'larger_id';

/** 为何分给我: why a conversation was given to this agent and not to the others. */
export interface Why {
  tier: Tier;
  passedOver: { agentId: string; agentName: string; because: PassedOverBecause }[];
  /** What the chosen agent had open then, and their weight. */
  open?: number;
  weight?: number;
  /** Who moved it by hand, and for what reason. */
  by?: string;
  reason?: string;
}

export interface ConversationRow {
  id: string;
  state: ConversationState;
  inquiry: Inquiry;
  source: Source;
  channel: Channel;
  buyer: { id: string; name: string; vip: boolean; identified: boolean };
  agent?: { id: string; name: string };
  openedAt: string;
  assignedAt?: string;
  closedAt?: string;
  /** The first unanswered message of the buyer; absent when answered. */
  waitingSince?: string;
  dueAt?: string;
  product?: Card;
  order?: Card;
  last?: { seq: number; kind: EntryKind; from: Sender; text?: string; at: string };
  /** The log's head, and the version of this row: one with a lower head than the one held is old news. */
  head: number;
  readSeq: number;
  buyerReadSeq: number;
  /** How many of the buyer's messages the serving agent has not read. */
  unread: number;
  starred: boolean;
  position?: number;
  rating?: number;
  /** The most urgent of the buyer's orders. */
  orderBadge?: OrderBadge;
}

/** What new entries change in a row that is already held. */
export type RowPatch = Pick<ConversationRow, 'head' | 'waitingSince' | 'dueAt' | 'last'>;

export interface AgentState {
  id: string;
  name: string;
  presence: Presence;
  reason?: string;
  since: string;
  groups: Group[];
  im: boolean;
  capacity: number;
  weight: number;
  open: number;
  post: string;
  connected: boolean;
  oldestWaitingSince?: string;
  today: {
    onlineSeconds: number;
    busySeconds: number;
    offlineSeconds: number;
    received: number;
    messages: number;
    avgFirstResponseSeconds?: number;
    goodRate?: number;
    overdue: number;
    /** How long conversations stayed open after their last word, on average. */
    idleOpenSeconds?: number;
    /** Far longer than colleagues: their load looks heavier than it is. */
    idleOutlier?: boolean;
  };
}

export interface MyPresence {
  presence: Presence;
  reason?: string;
  since: string;
  cause: 'self' | 'supervisor' | 'connection_lost' | 'signed_out';
}

export interface Me {
  agent: {
    id: string;
    accountName: string;
    name: string;
    post: { id: string; name: string };
    groups: Group[];
    im: boolean;
    capacity: number;
    weight: number;
    language: 'zh-CN' | 'en-US';
    employeeNumber?: string;
    greeting?: string;
    secondFactor: boolean;
    owner: boolean;
  };
  shop: { id: string; code: string; name: string; publicKey: string; timeZone: string };
  permissions: Record<string, Scope>;
  presence: MyPresence;
  settings: {
    waitAmberSeconds: number;
    waitRedSeconds: number;
    waitDeepSeconds: number;
    popupSeconds: number;
    presenceReasons: string[];
    closeReasons: string[];
    closeTags: string[];
    transferReasons: string[];
    typingPreview: boolean;
    recallSeconds: number;
    maxTextLength: number;
    maxFileBytes: number;
    capacityLimit: number;
  };
  serverTime: string;
}

export interface Desk {
  serverTime: string;
  conversations: ConversationRow[];
  queue: ConversationRow[];
  offlineMessages: ConversationRow[];
  starred: ConversationRow[];
  recent: ConversationRow[];
  presenceToday: { online: number; busy: number; offline: number };
}

export interface DeskStrip {
  received: number;
  messages: number;
  replyRate?: number;
  avgFirstResponseSeconds?: number;
  goodRate?: number;
}

export interface ConversationDetail {
  row: ConversationRow;
  assignments: { agentId: string; agentName: string; at: string; endedAt?: string; endCause?: string; why?: Why }[];
  rating?: { stars: number; tags: string[]; text?: string; at: string };
}

export interface EntryPage { entries: Entry[]; head: number }
export interface Sent { entry: Entry; head: number }
export interface Page<T> { items: T[]; next?: string }

export interface TransferTargets {
  agents: { id: string; name: string; groups: Group[]; presence: Presence; open: number; capacity: number; reachable: boolean; why?: string }[];
  groups: { group: Group; online: number; free: number }[];
  queueLength: number;
}

export interface Buyer {
  id: string;
  name: string;
  memberId?: string;
  phone?: string;
  tags: string[];
  notes?: string;
  vip: boolean;
  blocked: boolean;
  firstSeen: string;
  conversations: number;
  recentAgent?: { id: string; name: string; at: string };
}

export interface Typing { conversationId: string; from: 'buyer' | 'agent'; name?: string; text?: string }
export interface ReadMark { conversationId: string; by: 'buyer' | 'agent'; seq: number }
export interface Viewers { conversationId: string; viewers: { id: string; name: string; typing: boolean }[] }
export interface Board { queued: number; offlineMessages: number }
export interface Alert {
  id: string;
  kind: 'offline_message' | 'offline_message_due' | 'bad_rating' | 'mention';
  conversationId: string;
  /** Of the buyer; of the colleague who mentions. */
  name?: string;
  text?: string;
  stars?: number;
  dueAt?: string;
  at: string;
}
