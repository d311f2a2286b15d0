import { useState } from 'react';
import { useNavigate } from 'react-router';
import { callsMoved } from '@/features/hotline/queries';
import type { CallCard } from '@/features/hotline/types';
import { OpenTicketDialog } from '@/features/tickets/OpenTicketDialog';
import { language, useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';

/** The ways out of a call's card: a ticket about it, and the caller's earlier chats. */
export function useCallTicket() {
  const t = useT();
  const go = useNavigate();
  const lang = useStore(language);
  const [about, setAbout] = useState<CallCard | null>(null);
  const dialog = about && (
    <OpenTicketDialog key={about.call.id} onClose={() => setAbout(null)}
      about={{ origin: 'call', subjectId: about.call.id, subject: t('hotline.ticketSubject', { time: formatTime(about.call.queuedAt, serverNow(), lang) }), buyerId: about.buyer?.id, buyerName: about.buyer?.name }}
      onOpened={() => {
        setAbout(null);
        callsMoved();
      }} />
  );
  return { dialog, doors: { onTicket: setAbout, onOpenTalk: (id: string) => void go(`/conversations/${id}`) } };
}
