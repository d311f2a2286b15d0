import { FlagOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { Me } from '@/shared/api/types';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const inspects = (me: Me) => can(me, 'quality.inspect');
const own = () => import('./OwnPage');

const pages: FeaturePage[] = [
  { path: '/quality', title: 'quality.title', place: 'rail', order: 58, icon: <SafetyCertificateOutlined />, allowed: inspects, load: () => import('./WorkPage') },
  { path: '/quality/plans', title: 'quality.plans', place: 'none', order: 58, allowed: inspects, load: () => import('./PlansPage') },
  { path: '/quality/sheets', title: 'quality.sheets', place: 'none', order: 58, allowed: inspects, load: () => import('./SheetsPage') },
  { path: '/quality/weeks', title: 'quality.weeks', place: 'none', order: 58, allowed: inspects, load: () => import('./WeeksPage') },
  { path: '/quality/words', title: 'quality.words', place: 'none', order: 58, allowed: inspects, load: () => import('./WordsPage') },
  { path: '/quality/own', title: 'quality.own', place: 'none', order: 58, allowed: inspects, load: own },
  { path: '/my-inspections', title: 'quality.own', place: 'rail', order: 58, icon: <SafetyCertificateOutlined />, allowed: (me) => !inspects(me) && (can(me, 'im.chat') || can(me, 'hotline.handle')), load: own },
  { path: '/complaints', title: 'complaints.title', place: 'rail', order: 48, icon: <FlagOutlined />, allowed: (me) => can(me, 'complaints.decide'), load: () => import('./complaints/ComplaintsPage') },
  { path: '/settings/complaints', title: 'complaints.settings', place: 'settings', order: 199.5, allowed: (me) => can(me, 'settings.edit'), load: () => import('./complaints/ComplaintSettingsPage') },
];

export default pages;
