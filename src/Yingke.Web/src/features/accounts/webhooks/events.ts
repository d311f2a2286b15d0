/** What can be told to the outside. */
export const webhookEvents = [
  'offline_message.left', 'offline_message.due', 'conversation.rated', 'conversation.opened', 'conversation.assigned', 'conversation.transferred', 'conversation.closed', 'order.changed', 'aftersale.changed', 'message.created', 'alert.raised',
] as const;
