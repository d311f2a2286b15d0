import { FieldTimeOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/deadlines', title: 'deadlines.title', place: 'rail', order: 22, icon: <FieldTimeOutlined />, allowed: (me) => can(me, 'im.supervise'), load: () => import('./DeadlinesPage') },
];

export default pages;
