import { Button } from 'antd';
import { useState } from 'react';
import { Problem, wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Scores.module.css';
import { ScoreTable } from './ScoreTable';
import type { SchemeDraft } from './types';
import { useSchemePreview } from './useScores';

/** What the scheme would have given last month, before it is saved. */
export function SchemePreview({ draft }: { draft: SchemeDraft }) {
  const t = useT();
  const [asked, setAsked] = useState<SchemeDraft | null>(null);
  const { data, error, isFetching, refetch } = useSchemePreview(asked);
  const changed = asked !== null && JSON.stringify(asked) !== JSON.stringify(draft);
  const line = error instanceof Problem ? /^items\[(\d+)\]/.exec(error.field ?? '')?.[1] : undefined;
  const why = draft.items.length === 0 ? t('scores.previewNoItems') : draft.agentIds.length === 0 ? t('scores.previewNobody') : changed ? t('scores.previewChanged') : data ? t('scores.previewOf', { month: data.month }) : t('scores.previewHint');
  return (
    <section aria-label={t('scores.preview')}>
      <div className={styles.bar} style={{ margin: '16px 0 8px' }}>
        <Button loading={isFetching} disabled={draft.items.length === 0 || draft.agentIds.length === 0} onClick={() => (changed || !asked ? setAsked(draft) : void refetch())}>{t('scores.preview')}</Button>
        <span className={styles.small} role="status">{why}</span>
      </div>
      {error ? <p role="alert">{line && `${t('scores.line', { n: Number(line) + 1 })}：`}{wordsOf(error)}</p> : data && <ScoreTable sheet={data} error={null} onRetry={() => void refetch()} editable={false} />}
    </section>
  );
}
