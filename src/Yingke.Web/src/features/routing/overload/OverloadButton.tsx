import { ThunderboltOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { OverloadDialog } from './OverloadDialog';
import { useOverload } from './useOverload';

/** Opens state, switch and history of overload. */
export function OverloadButton({ compact = false }: { compact?: boolean }) {
  const t = useT();
  const { data } = useOverload();
  const [open, setOpen] = useState(false);
  const forced = data && data.mode !== 'automatic';
  return (
    <>
      {compact
        ? <Button size="small" type="link" onClick={() => setOpen(true)}>{t('routing.overloadManage')}</Button>
        : <Button type="text" danger={data?.isOn} icon={<ThunderboltOutlined />} onClick={() => setOpen(true)}>
            {t(data?.isOn ? 'routing.overloadOnShort' : forced ? 'routing.overloadOffForced' : 'routing.overload')}
          </Button>}
      {open && <OverloadDialog onClose={() => setOpen(false)} />}
    </>
  );
}
