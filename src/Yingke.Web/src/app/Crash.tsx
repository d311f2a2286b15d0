import { Button, Result } from 'antd';
import { useT } from '@/shared/i18n/i18n';

/** A bug in a screen, or a part of the program that was replaced by a newer one while the page was open. */
export function Crash() {
  const t = useT();
  return (
    <Result
      icon={null}
      title={t('common.crashed')}
      subTitle={t('common.crashedHint')}
      extra={<Button type="primary" onClick={() => location.reload()}>{t('common.reload')}</Button>}
    />
  );
}
