import type { Schema } from '@/shared/api/types';

export type BadLine = Schema<'BadLine'>;
export type HistoryImport = Schema<'ImportView'>;
