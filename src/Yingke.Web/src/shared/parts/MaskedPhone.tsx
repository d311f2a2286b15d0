import { App, Button, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import { wordsOf } from '../api/problem';
import { useT } from '../i18n/i18n';
import { can, useMe } from '../session';

/** Masked until somebody with the right asks `path` for it, which is written down. */
export function MaskedPhone({ path, masked, className }: { path: string; masked: string; className?: string | undefined }) {
  const t = useT();
  const { message } = App.useApp();
  const allowed = can(useMe(), 'buyers.contact');
  const [phone, setPhone] = useState<string | null>(null);
  const reveal = () => {
    api.post<{ phone: string }>(path).then((answer) => setPhone(answer.phone), (error: unknown) => void message.error(wordsOf(error)));
  };
  return (
    <>
      {phone ?? masked}{' '}
      {phone === null && (
        <Tooltip title={t(allowed ? 'buyers.revealHint' : 'common.noRight')}>
          <Button type="link" size="small" className={className} disabled={!allowed} onClick={reveal}>{t('buyers.reveal')}</Button>
        </Tooltip>
      )}
    </>
  );
}
