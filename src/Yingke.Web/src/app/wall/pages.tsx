import { DesktopOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  {
    path: '/wall', title: 'wall.title', place: 'rail', order: 20, icon: <DesktopOutlined />,
    allowed: (me) => can(me, 'im.supervise'), load: async () => ({ default: (await import('./WallPage')).WallPage }),
  },
];

export default pages;
