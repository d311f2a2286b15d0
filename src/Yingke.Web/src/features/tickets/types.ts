import type { Schema } from '@/shared/api/types';

export interface Named { id: string; name: string }
export type TicketState = 'new' | 'assigned' | 'replied' | 'waiting' | 'resolved' | 'closed' | 'reopened';
export type TicketPriority = 'normal' | 'high' | 'urgent';
export type TicketAct = 'assign' | 'reply' | 'wait' | 'resolve' | 'close' | 'reopen';
export type TicketClock = 'ticket_reply' | 'ticket_resolve' | 'ticket_arrival';
export type TicketOrigin = 'hand' | 'chat' | 'order' | 'aftersale' | 'call';

export interface TicketRow {
  id: string;
  number: number;
  kind: string;
  kindName: string;
  priority: TicketPriority;
  state: TicketState;
  title: string;
  buyer?: Named;
  assignee?: Named;
  responsible?: Named;
  department?: string;
  createdAt: string;
  replyDueAt: string;
  resolveDueAt?: string;
  repliedAt?: string;
  resolvedAt?: string;
  closedAt?: string;
  reopenedAt?: string;
  /** The next of its clocks that still runs, and when that becomes near. */
  nextDueAt?: string;
  nextNearAt?: string;
  nextClock?: TicketClock;
  origin: TicketOrigin;
  subject?: string;
  conversationId?: string;
}

export interface Visit { technician?: string; tools?: string; promisedAt?: string; arrivedAt?: string; cause?: string; parts?: string; confirmedAt?: string }

export type StepKind =
  | 'opened' | 'assigned' | 'replied' | 'waiting' | 'resolved' | 'closed' | 'reopened' | 'edited' | 'planned' | 'arrived' | 'confirmed' | 'watched' | 'near' | 'overdue';

export interface TicketFile { id: string; name: string; type: string; size: number; width?: number; height?: number; url: string }

export interface TicketStep { id: string; at: string; agent?: Named; kind: StepKind; text?: string; files: TicketFile[]; toAgent?: Named; toDepartment?: string; clock?: TicketClock }

export interface Ticket {
  row: TicketRow;
  text?: string;
  resolution?: string;
  visit?: Visit;
  version: number;
  watchers: Named[];
  steps: TicketStep[];
  possible: TicketAct[];
  categoryId?: string;
}

export interface TicketType { key: string; name: string; replyMinutes: number; resolveMinutes?: number; onSite: boolean; callBack: boolean }
export interface Department { name: string; agentIds: string[] }
export interface TicketOptions { types: TicketType[]; departments: Department[]; agents: Named[]; questions: string[] }
export interface TicketCounts { open: number; mine: number; unassigned: number; overdue: number }

export interface TicketSettings {
  types: TicketType[];
  departments: Department[];
  callbackOnWorkingDays: boolean;
  holidays: string[];
  missedCallbackFen: number;
  questions: string[];
}
export interface TicketSettingsAnswer { version: number; settings: TicketSettings; agents: Named[] }

export type CallbackState = 'planned' | 'done' | 'missed';
export interface Callback {
  id: string;
  cause: 'complaint' | 'offline_message' | 'hand' | 'visit';
  buyer: Named;
  conversationId?: string;
  ticketId?: string;
  ticketNumber?: number;
  agent?: Named;
  note?: string;
  day: string;
  dueAt: string;
  state: CallbackState;
  doneAt?: string;
  doneBy?: Named;
  result?: string;
  plan?: string;
  questions: string[];
  answers?: string[];
}
export interface CallbackList { today: string; items: Callback[] }
export interface Candidate { id: string; name: string; vip: boolean; lastTalkAt?: string }

export type WarehouseFault = Schema<'WarehouseFault'>;
export type WarehouseAnswer = Schema<'WarehouseAnswer'>;
export type WarehouseRow = Schema<'WarehouseRow'>;
export type WarehouseTicket = Schema<'WarehouseTicket'>;
