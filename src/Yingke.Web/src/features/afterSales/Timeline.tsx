import { language, useT, type Translate } from '@/shared/i18n/i18n';
import { useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatExact, formatFen, formatTime } from '@/shared/time/format';
import styles from './AfterSales.module.css';
import type { Step } from './types';
import { wordOf } from './words';

/** 服务台账: every step with who and when, as it was written and never changed. */
export function Timeline({ steps }: { steps: readonly Step[] }) {
  const t = useT();
  const lang = useStore(language);
  return (
    <ol className={styles.steps}>
      {steps.map((step, i) => (
        <li key={i} className={styles.step}>
          <time dateTime={step.at} title={formatExact(step.at)}>{formatTime(step.at, serverNow(), lang)}</time>
          <span>{wordOf('step', step.kind, t)} · <span className={styles.calm}>{step.byName ?? wordOf('by', step.byKind, t)}</span>{more(step, t) && <><br /><span className={styles.small}>{more(step, t)}</span></>}</span>
        </li>
      ))}
    </ol>
  );
}

function more({ details = {} }: Step, t: Translate): string {
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : undefined);
  const fen = (name: string) => (typeof details[name] === 'number' && details[name] > 0 ? formatFen(details[name]) : undefined);
  const parcel = details.parcel as { company: string; number: string } | undefined;
  return [
    text('reason'), parcel && `${parcel.company} ${parcel.number}`, fen('goodsFen'), fen('freightFen') && `${t('aftersales.freight')} ${fen('freightFen') ?? ''}`, fen('fen'), text('number'), text('inspector'), text('note'),
    details.waits === true && t('aftersales.needsSecond'),
  ].filter(Boolean).join(' · ');
}
