import { App } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { asked } from '@/shared/asked';
import { useT } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';

const OpenTicketDialog = lazy(async () => ({ default: (await import('./OpenTicketDialog')).OpenTicketDialog }));
const PlanCallbackDialog = lazy(async () => ({ default: (await import('./PlanCallbackDialog')).PlanCallbackDialog }));
const TicketDrawer = lazy(async () => ({ default: (await import('./TicketDrawer')).TicketDrawer }));

/** Opens what was asked for beside an order, an application or a buyer. */
export function AskedTicket() {
  const t = useT();
  const { message } = App.useApp();
  const now = useStore(asked);
  const [open, setOpen] = useState<string | null>(null);
  const close = () => asked.set(null);
  return (
    <Suspense>
      {now && 'ticket' in now && <OpenTicketDialog about={now.ticket} onClose={close} onOpened={(ticket) => {
        close();
        setOpen(ticket.row.id);
      }} />}
      {now && 'callback' in now && <PlanCallbackDialog about={now.callback} onClose={close} onPlanned={(day) => {
        close();
        void message.success(t('tickets.callbackPlanned', { name: now.callback.buyerName, day }));
      }} />}
      {open && <TicketDrawer key={open} id={open} onClose={() => setOpen(null)} />}
    </Suspense>
  );
}
