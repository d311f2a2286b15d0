import { Button, Result } from 'antd';
import { Link } from 'react-router';
import { useT } from '@/shared/i18n/i18n';

export function NoSuchPage() {
  const t = useT();
  return (
    <Result
      icon={null}
      title={t('common.noSuchPage')}
      subTitle={t('common.noSuchPageHint')}
      extra={<Link to="/"><Button type="primary">{t('common.toWorkbench')}</Button></Link>}
    />
  );
}
