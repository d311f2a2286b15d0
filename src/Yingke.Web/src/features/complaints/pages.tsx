import { FlagOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/complaints', title: 'complaints.title', place: 'rail', order: 48, icon: <FlagOutlined />, allowed: (me) => can(me, 'complaints.decide'), load: () => import('./ComplaintsPage') },
  { path: '/settings/complaints', title: 'complaints.settings', place: 'settings', order: 199.5, allowed: (me) => can(me, 'settings.edit'), load: () => import('./ComplaintSettingsPage') },
];

export default pages;
