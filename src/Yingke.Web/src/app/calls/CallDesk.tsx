import { CallPopup } from '@/features/hotline/CallPopup';
import { useCallTicket } from './useCallTicket';

/** Whoever answers the hotline sees who calls wherever they are. */
export function CallDesk() {
  const { dialog, doors } = useCallTicket();
  return <><CallPopup {...doors} />{dialog}</>;
}
