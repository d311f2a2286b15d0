import { useNavigate } from 'react-router';
import { AlertNotices } from '@/features/conversations/alerts/AlertNotices';
import { useDesk } from '@/features/conversations/useDesk';
import { WaitingPopup } from '@/features/conversations/WaitingPopup';
import type { Me } from '@/shared/api/types';
import { can } from '@/shared/session';

/** Whoever takes part in chats is rung wherever they are: on the wall, in the settings. */
export function DeskKeeper({ me }: { me: Me }) {
  const go = useNavigate();
  const chats = mayChat(me);
  const show = () => void go('/');
  useDesk(chats ? me.agent.id : null, me.agent.name, show);
  return <>{chats && <WaitingPopup onJump={show} />}{isAlerted(me) && <AlertNotices onOpen={(place) => void go(place)} />}</>;
}

/** Whoever anything can concern that must be seen soon. */
export function isAlerted(me: Me): boolean {
  return (['im.chat', 'im.supervise', 'tickets.handle', 'hotline.handle', 'complaints.decide', 'quality.inspect', 'quality.decide', 'campaigns.run'] as const).some((right) => can(me, right));
}

export function mayChat(me: Me): boolean {
  return can(me, 'im.chat');
}
