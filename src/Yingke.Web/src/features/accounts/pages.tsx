import { TeamOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';
import type { Me } from '@/shared/api/types';

const manages = (me: Me) => can(me, 'agents.manage');
const audits = (me: Me) => can(me, 'audit.view');
const programs = (me: Me) => can(me, 'api.keys');
const edits = (me: Me) => can(me, 'settings.edit');

const settings = (name: string, title: FeaturePage['title'], order: number, load: FeaturePage['load']): FeaturePage =>
  ({ path: `/settings/${name}`, title, place: 'settings', order, allowed: edits, load });

const pages: FeaturePage[] = [
  { path: '/accounts', title: 'accounts.title', place: 'rail', order: 40, icon: <TeamOutlined />, allowed: (me) => manages(me) || audits(me), load: () => import('./staff/AgentsPage') },
  { path: '/accounts/posts', title: 'accounts.posts', place: 'none', order: 41, allowed: manages, load: () => import('./staff/PostsPage') },
  { path: '/accounts/audit', title: 'accounts.audit', place: 'none', order: 42, allowed: audits, load: () => import('./audit/AuditPage') },
  { path: '/me', title: 'common.me', place: 'none', order: 90, load: () => import('./profile/ProfilePage') },
  settings('shop', 'settings.shop', 100, () => import('./settings/ShopPage')),
  settings('welcome', 'settings.welcome', 110, () => import('./settings/WelcomePage')),
  settings('hours', 'settings.hours', 120, () => import('./settings/HoursPage')),
  settings('reply', 'settings.reply', 130, () => import('./settings/ReplyPage')),
  settings('presence', 'settings.presence', 140, () => import('./settings/PresencePage')),
  settings('conversations', 'settings.conversation', 150, () => import('./settings/ConversationPage')),
  settings('orders', 'orders.settings', 155, () => import('./settings/OrdersPage')),
  settings('queue', 'settings.queue', 160, () => import('./settings/QueuePage')),
  settings('overload', 'settings.overload', 165, () => import('./settings/OverloadPage')),
  settings('robot', 'robot.settings', 167, () => import('./settings/RobotPage')),
  settings('training', 'training.title', 168, () => import('./settings/TrainingPage')),
  settings('widget', 'settings.widget', 170, () => import('./settings/WidgetPage')),
  settings('limits', 'settings.limits', 180, () => import('./settings/LimitsPage')),
  { path: '/settings/webhooks', title: 'webhooks.title', place: 'settings', order: 200, allowed: programs, load: () => import('./webhooks/WebhooksPage') },
  { path: '/settings/api-keys', title: 'keys.title', place: 'settings', order: 210, allowed: programs, load: () => import('./keys/KeysPage') },
];

export default pages;
