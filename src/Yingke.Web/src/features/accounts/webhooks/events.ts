/** What can be told to the outside. */
export const webhookEvents = ['offline_message', 'offline_message_due', 'bad_rating'] as const;
