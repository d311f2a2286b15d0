import type { Schema } from '@/shared/api/types';

export type WebhookKind = Schema<'WebhookKind'>;
export type Webhook = Schema<'WebhookView'>;
/** With the secret: this once and never again. */
export type WebhookWithSecret = Schema<'WebhookWithSecret'>;
export type Delivery = Schema<'DeliveryView'>;
