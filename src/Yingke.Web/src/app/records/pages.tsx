import { HistoryOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  {
    path: '/records', title: 'records.title', place: 'rail', order: 30, icon: <HistoryOutlined />,
    allowed: (me) => can(me, 'im.chat') || can(me, 'im.supervise') || can(me, 'quality.inspect'),
    load: async () => ({ default: (await import('./RecordsPage')).RecordsPage }),
  },
];

export default pages;
