import type { Schema } from '@/shared/api/types';

export type CallRow = Schema<'CallRow'>;
export type CallState = CallRow['state'];
export type CallCard = Schema<'CallCard'>;
export type CallPage = Schema<'CallPage'>;
export type CallScript = Schema<'CallScript'>;
export type HotlineAnswer = Schema<'HotlineAnswer'>;
export type CdrLook = Schema<'CdrLook'>;
export type CdrImported = Schema<'CdrImported'>;
export interface Named { id: string; name: string }
