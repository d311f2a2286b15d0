import { CalendarOutlined } from '@ant-design/icons';
import type { Me } from '@/shared/api/types';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const plans = (me: Me) => can(me, 'shifts.plan');
const works = (me: Me) => plans(me) || can(me, 'im.chat') || can(me, 'hotline.handle') || can(me, 'tickets.handle');

const pages: FeaturePage[] = [
  { path: '/shifts', title: 'shifts.title', place: 'rail', order: 62, icon: <CalendarOutlined />, allowed: works, load: () => import('./RotaPage') },
  { path: '/shifts/requests', title: 'shifts.requests', place: 'none', order: 62, allowed: works, load: () => import('./RequestsPage') },
  { path: '/shifts/day', title: 'shifts.myDay', place: 'none', order: 62, allowed: works, load: () => import('./DayPage') },
  { path: '/shifts/day-plans', title: 'shifts.dayPlans', place: 'none', order: 62, allowed: plans, load: () => import('./DayPlansPage') },
  { path: '/shifts/forecast', title: 'shifts.forecast', place: 'none', order: 62, allowed: plans, load: () => import('./ForecastPage') },
  { path: '/shifts/attendance', title: 'shifts.attendance', place: 'none', order: 62, allowed: plans, load: () => import('./AttendancePage') },
];

export default pages;
