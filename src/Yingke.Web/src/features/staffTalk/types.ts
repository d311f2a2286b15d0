import type { Schema } from '@/shared/api/types';

export type Channel = Schema<'StaffChannelView'>;
export type ChannelName = Channel['channel'];
export type Message = Schema<'StaffMessageView'>;
export type MessagePage = Schema<'StaffMessagePage'>;
export type Link = Schema<'StaffLinkView'>;
export interface Sending { clientId: string; text: string; links: { kind: Link['kind']; id: string }[] }
