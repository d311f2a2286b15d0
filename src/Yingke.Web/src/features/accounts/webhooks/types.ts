export type WebhookKind = 'generic' | 'dingtalk' | 'wecom';

export interface Webhook {
  id: string;
  url: string;
  kind: WebhookKind;
  events: string[];
  enabled: boolean;
  /** Whether what is sent is signed. */
  signed: boolean;
  lastStatus?: number;
  lastError?: string;
  lastAt?: string;
  /** How many deliveries wait, and how many were given up. */
  pending: number;
  dead: number;
}

/** With the secret: this once and never again. */
export interface WebhookWithSecret { id: string; secret?: string; webhook: Webhook }

export interface Delivery {
  id: string;
  event: string;
  state: 'pending' | 'done' | 'dead';
  tries: number;
  createdAt: string;
  triedAt?: string;
  status?: number;
  error?: string;
}
