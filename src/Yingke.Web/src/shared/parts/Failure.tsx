import { Alert, Button } from 'antd';
import { wordsOf } from '../api/problem';
import { useT } from '../i18n/i18n';

/** What could not be loaded, why, and the way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  return (
    <Alert type="error" role="alert" title={t('common.loadFailed')} description={wordsOf(error)} style={{ maxWidth: 640 }}
      action={<Button size="small" onClick={onRetry}>{t('common.retry')}</Button>} />
  );
}
