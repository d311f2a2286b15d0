import { CommentOutlined } from '@ant-design/icons';
import type { FeaturePage } from '@/shared/pages';
import { useUnreadTalk } from './queries';

const pages: FeaturePage[] = [{ path: '/team', title: 'staffTalk.team', place: 'rail', order: 18, icon: <CommentOutlined />, useCount: useUnreadTalk, load: () => import('./StaffTalkPage') }];

export default pages;
