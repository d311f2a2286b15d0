import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../i18n/i18n';
import { nextSpan, spansProblem, type OpenSpan } from '../time/spans';
import styles from './SpansEditor.module.css';
import { TimeInput } from './TimeInput';

interface Props { label: ReactNode; name: string; spans: OpenSpan[]; usual: OpenSpan; onChange: (spans: OpenSpan[]) => void; extra?: ReactNode }

/** The open times of one day; none of them means closed, a gap is a break. */
export function SpansEditor({ label, name, spans, usual, onChange, extra }: Props) {
  const t = useT();
  const problem = spansProblem(spans);
  const set = (at: number, change: Partial<OpenSpan>) => onChange(spans.map((span, i) => (i === at ? { ...span, ...change } : span)));
  return (
    <div className={styles.day}>
      <span className={styles.label}>{label}</span>
      <span className={styles.spans}>
        {spans.length === 0 && <span className={styles.closed}>{t('settings.closed')}</span>}
        {spans.map((span, i) => (
          <span key={i} className={styles.span}>
            <TimeInput size="small" value={span.from} label={`${name} ${t('settings.from')}`} onChange={(from) => set(i, { from })} />
            –
            <TimeInput size="small" value={span.to} label={`${name} ${t('settings.to')}`} onChange={(to) => set(i, { to })} />
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('settings.removeSpan')} onClick={() => onChange(spans.filter((_, at) => at !== i))} />
          </span>
        ))}
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => onChange([...spans, nextSpan(spans, usual)])}>{t('settings.addSpan')}</Button>
        {extra}
        {problem && <span className={styles.problem} role="alert">{t(`settings.hours_${problem}`)}</span>}
      </span>
    </div>
  );
}
