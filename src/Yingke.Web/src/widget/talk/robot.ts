import { openOf } from './state';
import type { Talk } from './talk';
import type { Conversation } from './types';

/** From the robot to a person; the button stays where that fails. */
export const askPerson = (talk: Talk): void => {
  const id = openOf(talk.store.state)?.conversation.id;
  if (id) talk.ask<Conversation>('POST', `/conversations/${id}/person`, {}).then((one) => { talk.sync.adopt(one); }, () => undefined);
};
