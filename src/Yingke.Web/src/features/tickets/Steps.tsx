import { PaperClipOutlined } from '@ant-design/icons';
import { language, useT, type Translate } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatTime } from '@/shared/time/format';
import styles from './Tickets.module.css';
import type { TicketStep } from './types';

/** What happened to a ticket, in order; nothing in it can be changed. */
export function Steps({ steps }: { steps: readonly TicketStep[] }) {
  const t = useT();
  const lang = useStore(language);
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.id} className={styles.step}>
          <span className={styles.stepHead}>
            <span className={step.kind === 'overdue' ? styles.late : step.kind === 'near' ? styles.near : undefined}>{headOf(step, t)}</span>
            <time dateTime={step.at} title={formatExact(step.at)}>{formatTime(step.at, serverNow(), lang)}</time>
          </span>
          {step.text && <span className={styles.strong} style={{ fontWeight: 400, whiteSpace: 'pre-wrap' }}>{step.text}</span>}
          {step.files.length > 0 && (
            <span className={styles.files}>
              {step.files.map((file) => (
                <a key={file.id} href={file.width ? file.url : `${file.url}?download`} target="_blank" rel="noreferrer" title={file.name}>
                  {file.width ? <img className={styles.picture} src={file.url} alt={file.name} loading="lazy" /> : <><PaperClipOutlined /> {file.name}</>}
                </a>
              ))}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function headOf({ kind, agent, toAgent, toDepartment, clock }: TicketStep, t: Translate): string {
  if (kind === 'near' || kind === 'overdue') return t(`tickets.step_${kind}`, { clock: t(`tickets.clock_${clock ?? 'ticket_reply'}`) });
  const to = [toAgent?.name, toDepartment].filter(Boolean).join(' · ');
  return kind === 'assigned' ? t('tickets.step_assigned', { name: agent?.name ?? '', to }) : t(`tickets.step_${kind}`, { name: agent?.name ?? '' });
}
