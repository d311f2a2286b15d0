import { App, Button, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { CallClock } from './CallClock';
import styles from './Hotline.module.css';
import type { CallRow } from './types';

/** Who, from which number, in which state and for how long. */
export function CallHead({ call }: { call: CallRow }) {
  const t = useT();
  return (
    <div className={styles.head}>
      <div className={styles.line}>
        <strong className={styles.caller}>{call.buyer?.name ?? t('hotline.unknownCaller')}</strong>
        <span className={styles[call.state]}>{t(`hotline.state_${call.state}`)}</span>
      </div>
      <div className={styles.line}>
        <CallPhone call={call} />
        <span className={styles.quiet}><CallClock call={call} /></span>
      </div>
      {(call.line || call.afterHours || call.agent) && (
        <div className={styles.small}>
          {[call.line && `${t('hotline.line')} ${call.line}`, call.agent && `${t('hotline.agent')} ${call.agent.name}`].filter(Boolean).join(' · ')}
          {call.afterHours && <Tag className={styles.tag}>{t('hotline.afterHours')}</Tag>}
          {call.survey && <Tag className={styles.tag}>{t(`hotline.survey_${call.survey}`)}</Tag>}
          {call.recordingUrl && <a href={call.recordingUrl} target="_blank" rel="noopener noreferrer">{t('hotline.listen')}</a>}
        </div>
      )}
    </div>
  );
}

/** Masked until somebody with the right asks for it, which is written down. */
function CallPhone({ call }: { call: CallRow }) {
  const t = useT();
  const { message } = App.useApp();
  const allowed = can(useMe(), 'buyers.contact');
  const [phone, setPhone] = useState<string | null>(null);
  if (!call.phone) return <span className={styles.quiet}>{t('hotline.noNumber')}</span>;
  const reveal = () => {
    api.post<{ phone: string }>(`/calls/${call.id}/phone-reveal`).then((answer) => setPhone(answer.phone), (error: unknown) => void message.error(wordsOf(error)));
  };
  return (
    <span className={styles.phone}>
      {phone ?? call.phone}
      {phone === null && <Tooltip title={t(allowed ? 'hotline.revealHint' : 'common.noRight')}><span tabIndex={allowed ? -1 : 0}><Button type="link" size="small" disabled={!allowed} onClick={reveal}>{t('hotline.reveal')}</Button></span></Tooltip>}
    </span>
  );
}
