import { App, Button, Input, Modal, Progress, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { useMe } from '@/shared/session';
import { formatExact } from '@/shared/time/format';
import styles from './Overload.module.css';
import { mayForce, setOverload, useOverload, useOverloadSteps, type OverloadMode, type OverloadStep } from './useOverload';

const modes: OverloadMode[] = ['automatic', 'on', 'off'];

/** How near the shop is to overload, the switch, and who switched when. */
export function OverloadDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const may = mayForce(useMe());
  const { data, error, refetch } = useOverload();
  const [mode, setMode] = useState<OverloadMode>();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const chosen = mode ?? data?.mode;
  const save = async () => {
    if (!chosen) return;
    setBusy(true);
    try {
      await setOverload(chosen, reason.trim());
      setReason('');
      setMode(undefined);
      void message.success(t('routing.overloadSaved'));
    } catch (failure) {
      void message.error(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('routing.overload')} width={560} onCancel={onClose} footer={null}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <>
          <div className={styles.load}>
            <span className={styles.figure}>{data.load}</span><span className={styles.of}>/ {data.threshold}</span>
            <span className={data.isOn ? styles.on : styles.off}>{t(data.isOn ? 'routing.overloadOnShort' : 'routing.overloadOffShort')}</span>
          </div>
          <Progress percent={Math.min(100, (data.load / data.threshold) * 100)} showInfo={false} size="small" status={data.isOn ? 'exception' : 'normal'} aria-label={t('routing.overloadLoad')} />
          <p className={styles.rule}>{t('routing.overloadRule', { threshold: data.threshold, end: Math.ceil(data.threshold * 0.8) })}</p>
          <Radio.Group value={chosen} disabled={!may} onChange={(event) => setMode(event.target.value as OverloadMode)} className={styles.modes}>
            {modes.map((one) => <Radio key={one} value={one}>{t(`routing.overloadMode_${one}`)}</Radio>)}
          </Radio.Group>
          <div className={styles.set}>
            <Input value={reason} maxLength={100} disabled={!may} placeholder={t('routing.overloadReason')} aria-label={t('routing.overloadReason')} onChange={(event) => setReason(event.target.value)} />
            <Button type="primary" loading={busy} disabled={!may || chosen === data.mode} onClick={() => void save()}>{t('common.save')}</Button>
          </div>
        </>
      )}
      <h3 className={styles.subtitle}>{t('routing.overloadSteps')}</h3>
      <Steps />
    </Modal>
  );
}

function Steps() {
  const t = useT();
  const { data, error, refetch } = useOverloadSteps();
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  if (data.length === 0) return <p className={styles.rule}>{t('routing.overloadNever')}</p>;
  return (
    <ol className={styles.steps}>
      {data.map((step) => (
        <li key={step.at + step.mode + (step.lent ?? '')}>
          <time>{formatExact(step.at).slice(5, 16)}</time>
          <span>{t(textOf(step), { name: step.by ?? '', n: Math.abs(step.lent ?? 0) })}{step.reason && <em>{step.reason}</em>}</span>
          <span className={styles.of}>{step.load} / {step.threshold}</span>
        </li>
      ))}
    </ol>
  );
}

function textOf({ by, mode, isOn, lent }: OverloadStep) {
  if (lent != null) return lent > 0 ? 'routing.overloadStep_lent' : by ? 'routing.overloadStep_returned' : 'routing.overloadStep_returnedAlone';
  if (!by) return isOn ? 'routing.overloadStep_began' : 'routing.overloadStep_ended';
  return `routing.overloadStep_${mode}` as const;
}
