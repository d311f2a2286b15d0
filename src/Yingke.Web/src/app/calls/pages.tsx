import { PhoneOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/calls', title: 'hotline.title', place: 'rail', order: 30, icon: <PhoneOutlined />, allowed: (me) => can(me, 'hotline.handle'), load: () => import('./CallsPage') },
];

export default pages;
