import { can, useMe } from '@/shared/session';
import { EntriesView } from './EntriesView';
import { ReadingView } from './ReadingView';

/** 知识库: editors see what is written and what waits, all others what is in use. */
export default function KnowledgePage() {
  return can(useMe(), 'knowledge.edit') ? <EntriesView /> : <ReadingView />;
}
