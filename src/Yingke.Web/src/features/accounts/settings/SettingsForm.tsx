import { Alert, Button, Form, Skeleton } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useBlocker } from 'react-router';
import { Problem, wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { serverNow } from '@/shared/time/clock';
import { formatExact } from '@/shared/time/format';
import styles from './SettingsForm.module.css';
import type { ShopSettings } from './types';
import { reloadSettings, saveSettings, useSettings } from './useSettings';
import { LeaveDialog } from './LeaveDialog';

interface Props<F> {
  title: string;
  lead: string;
  wide?: boolean;
  /** What of the document the form shows. */
  read: (settings: ShopSettings) => F;
  /** The document with the form's values in it. */
  write: (settings: ShopSettings, fields: F) => ShopSettings;
  children: ReactNode;
  /** Below the form: what is not saved with it. */
  after?: ReactNode;
}

/** One subject of the settings: loaded, changed, saved with a result one can see. */
export function SettingsForm<F extends object>({ title, lead, wide, after, ...rest }: Props<F>) {
  const { data, error, refetch } = useSettings();
  return (
    <div className={wide ? styles.wide : undefined}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.lead}>{lead}</p>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={styles.fields}><Skeleton active title={false} paragraph={{ rows: 8, width: ['20%', '100%', '20%', '100%', '20%', '100%', '20%', '60%'] }} /></div>}
      {data && <Fields<F> key={data.version} settings={data} {...rest} />}
      {data && after && <div className={styles.after}>{after}</div>}
    </div>
  );
}

function Fields<F extends object>({ settings, read, write, children }: Omit<Props<F>, 'title' | 'lead' | 'wide' | 'after'> & { settings: ShopSettings }) {
  const t = useT();
  const [form] = Form.useForm<F>();
  const [changed, setChanged] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const savedAt = savedNow?.version === settings.version ? savedNow.at : null;
  const blocker = useBlocker(changed && !busy);
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);

  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const fields = form.getFieldsValue(true) as F;
      const answer = await saveSettings(write(settings, fields));
      // The form is drawn anew with the answer; the new one tells that it was saved.
      savedNow = { version: answer.version, at: serverNow() };
      setChanged(false);
      setBusy(false);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const conflict = problem instanceof Problem && problem.code === 'settings_changed';
  return (
    <Form<F> form={form} layout="vertical" requiredMark={false} initialValues={read(settings)} onValuesChange={() => setChanged(true)} onFinish={() => void save()}
      scrollToFirstError={{ block: 'center', focus: true }}>
      <div className={styles.fields}>
        {problem !== null && (
          <Alert type="error" role="alert" className={styles.alert} title={wordsOf(problem)}
            description={problem instanceof Problem && problem.field ? t('settings.fieldRefused', { field: problem.field }) : undefined}
            action={conflict && <Button size="small" onClick={reloadSettings}>{t('settings.loadNew')}</Button>} />
        )}
        {children}
      </div>
      <div className={styles.foot}>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!changed}>{t('common.save')}</Button>
        {changed && <Button onClick={() => {
          form.resetFields();
          setChanged(false);
          setProblem(null);
        }}>{t('settings.discard')}</Button>}
        <span role="status" className={changed ? styles.pending : styles.result}>
          {changed ? t('settings.unsaved') : savedAt !== null && t('settings.savedAt', { at: formatExact(new Date(savedAt).toISOString()).slice(11) })}
        </span>
      </div>
      {blocker.state === 'blocked' && <LeaveDialog onStay={() => blocker.reset()} onLeave={() => blocker.proceed()} />}
    </Form>
  );
}

let savedNow: { version: number; at: number } | null = null;
