import type { Group, Scope } from '@/shared/api/types';

export type Grade = 'normal' | 'senior' | 'lead';

export interface Agent {
  id: string;
  accountName: string;
  name: string;
  employeeNumber?: string;
  postId: string;
  postName: string;
  groups: Group[];
  im: boolean;
  capacity: number;
  weight: number;
  extension?: string;
  grade: Grade;
  company?: string;
  language: 'zh-CN' | 'en-US';
  greeting?: string;
  suspended: boolean;
  owner: boolean;
  secondFactor: boolean;
  lastSignIn?: string;
}

export interface AgentList { items: Agent[]; quota: number; used: number }

export type Grants = Record<string, Scope>;
export interface Post { id: string; name: string; builtIn: boolean; permissions: Grants; agents: number }
export interface PermissionKind { id: string; scopes: Scope[] }
