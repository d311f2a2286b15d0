import { TrophyOutlined } from '@ant-design/icons';
import type { Me } from '@/shared/api/types';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const sees = (me: Me) => can(me, 'im.chat') || can(me, 'campaigns.run');

const pages: FeaturePage[] = [
  { path: '/campaigns', title: 'campaigns.title', place: 'rail', order: 24, icon: <TrophyOutlined />, allowed: sees, load: () => import('./SalePage') },
  { path: '/campaigns/:id/screen', title: 'campaigns.screen', place: 'bare', order: 24, allowed: sees, load: () => import('./SaleScreenPage') },
];

export default pages;
