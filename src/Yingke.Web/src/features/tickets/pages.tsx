import { AuditOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/tickets', title: 'tickets.title', place: 'rail', order: 28, icon: <AuditOutlined />, allowed: (me) => can(me, 'tickets.handle'), load: () => import('./TicketsPage') },
  { path: '/callbacks', title: 'tickets.callbacks', place: 'none', order: 29, allowed: (me) => can(me, 'tickets.handle'), load: () => import('./CallbacksPage') },
  { path: '/tickets/warehouse', title: 'tickets.warehouse', place: 'none', order: 29, allowed: (me) => can(me, 'im.supervise'), load: () => import('./WarehousePage') },
  { path: '/settings/tickets', title: 'tickets.settings', place: 'settings', order: 196, allowed: (me) => can(me, 'settings.edit'), load: () => import('./TicketSettingsPage') },
];

export default pages;
