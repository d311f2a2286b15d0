/** What the visitor part of the HTTP API and its hub speak, as far as the window needs it. */
export type ConversationState = 'queued' | 'offline' | 'active' | 'closed' | 'robot';
export type Sender = 'buyer' | 'agent' | 'robot' | 'system';
export type Source = 'message_center' | 'order_detail' | 'order_list' | 'shop_home' | 'product_detail' | 'other';
export type MessageKind = 'text' | 'image' | 'file' | 'product_card';

export interface Card {
  id: string;
  title: string;
  imageUrl?: string;
  priceFen?: number;
  url?: string;
  text?: string;
}

export interface StoredFile {
  id: string;
  name: string;
  type: string;
  size: number;
  width?: number;
  height?: number;
  url?: string;
}

export interface Entry {
  seq: number;
  kind: string;
  from: Sender;
  senderName?: string;
  at: string;
  clientId?: string;
  text?: string;
  file?: StoredFile;
  product?: Card;
  order?: Card;
  data?: Record<string, unknown>;
  recalled?: boolean;
}

/** What the robot tells of a text of its own. */
export interface RobotPart {
  isHit?: boolean;
  suggestions?: string[];
}

export interface Conversation {
  id: string;
  state: ConversationState;
  agent?: { name: string };
  position?: number;
  estimateSeconds?: number;
  answerBy?: string;
  openedAt: string;
  closedAt?: string;
  head: number;
  /** Read by the shop's staff. */
  readSeq: number;
  ratable: boolean;
  rating?: number;
  /** The one before it: where scrolling up goes on. */
  previousId?: string | undefined;
}

export interface Shop {
  name: string;
  greeting?: string;
  color?: string;
  position?: 'left' | 'right';
  title?: string;
  logoUrl?: string;
  language?: string;
  serviceText?: string;
  open: boolean;
}

export interface Session {
  token: string;
  buyer: { id: string; name?: string; identified: boolean };
  shop: Shop;
  conversation?: Conversation;
  maxTextLength: number;
  maxFileBytes: number;
}

export interface Identity {
  memberId: string;
  name?: string;
  phone?: string;
  expires: number;
  signature: string;
}

/** Where the buyer is and what they look at: goes with the inflow. */
export interface Page {
  source: Source;
  channel: 'web' | 'h5';
  product?: Card;
  order?: Card;
}

export interface Sent {
  entry: Entry;
  head: number;
}
