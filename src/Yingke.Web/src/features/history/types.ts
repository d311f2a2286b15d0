export interface BadLine { line: number; field?: string; reason: string }

export interface HistoryImport {
  id: string;
  state: 'running' | 'done' | 'failed';
  fileName: string;
  mode: 'strict' | 'skip_bad';
  phase: 'reading' | 'checking' | 'writing' | 'finished';
  lines: number;
  imported: number;
  unchanged: number;
  badCount: number;
  bad: BadLine[];
  failure?: string;
  startedBy: string;
  createdAt: string;
  finishedAt?: string;
}
