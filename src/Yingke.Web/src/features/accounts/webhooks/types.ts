export type WebhookKind = 'generic' | 'dingtalk' | 'wecom';

export interface Webhook {
  id: string;
  url: string;
  kind: WebhookKind;
  events: string[];
  enabled: boolean;
  secret?: string;
  lastStatus?: number;
  lastError?: string;
  lastAt?: string;
}

export interface Delivery {
  id: string;
  event: string;
  state: 'pending' | 'delivered' | 'failed';
  tries: number;
  createdAt: string;
  triedAt?: string;
  status?: number;
  error?: string;
}

export interface TestAnswer { status?: number; error?: string }
