import { ReadOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { can } from '@/shared/session';

const pages: FeaturePage[] = [
  { path: '/knowledge', title: 'knowledge.title', place: 'rail', order: 36, icon: <ReadOutlined />, load: () => import('./KnowledgePage') },
  { path: '/knowledge/unanswered', title: 'knowledge.unanswered', place: 'none', order: 36, allowed: (me) => can(me, 'knowledge.edit'), load: () => import('./UnansweredPage') },
  { path: '/knowledge/files', title: 'knowledge.files', place: 'none', order: 36, allowed: (me) => can(me, 'knowledge.edit'), load: () => import('./FilesPage') },
  { path: '/knowledge/robot', title: 'robot.report', place: 'none', order: 36, allowed: (me) => can(me, 'knowledge.edit') || can(me, 'reports.view'), load: () => import('./RobotReportPage') },
];

export default pages;
