import type { Schema } from '@/shared/api/types';

export type Grade = Schema<'Grade'>;
export type Agent = Schema<'AgentView'>;
export type AgentList = Schema<'AgentList'>;
export type Post = Schema<'PostView'>;
export type Grants = Post['permissions'];
export type PermissionKind = Schema<'PermissionView'>;
