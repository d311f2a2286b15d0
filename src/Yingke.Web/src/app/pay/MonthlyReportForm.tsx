import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { show } from '@/features/performance/format';
import { nameOf, unitOf } from '@/features/performance/indicators';
import type { Section } from '@/features/performance/types';
import styles from '@/features/pay/Pay.module.css';
import { reportsMoved, type MonthlyReport } from '@/features/pay/useMonthEnd';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { formatExact } from '@/shared/time/format';

interface Fields { done: string; problems: string; plans: string }

const shown: [Section, string][] = [
  ['all', 'received'], ['all', 'reply_rate'], ['all', 'avg_first_response'], ['all', 'avg_response'], ['all', 'good_rate'], ['sales', 'conversion'], ['sales', 'sales'], ['service', 'ticket_on_time'], ['service', 'aftersale_satisfaction'], ['hotline', 'call_answer_rate'],
];

/** 月报: the month's figures, and what its writer says of them. */
export function MonthlyReportForm({ report, own }: { report: MonthlyReport; own: boolean }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [refusal, setRefusal] = useState('');
  const [saved, setSaved] = useState(false);
  const editable = own && report.submittedAt === undefined;
  const save = async (submit: boolean) => {
    setRefusal('');
    try {
      await api.put('/monthly-reports/own', { month: report.month, ...form.getFieldsValue(), submit });
      if (submit) await reportsMoved();
      setSaved(!submit);
    } catch (error) {
      setRefusal(wordsOf(error));
    }
  };
  return (
    <div className={styles.plain}>
      <p className={styles.small}>
        {report.submittedAt ? t(report.late ? 'pay.submittedLate' : 'pay.submittedAt', { at: formatExact(report.submittedAt) })
          : report.dueAt ? t(report.late ? 'pay.reportOverdue' : 'pay.reportDue', { at: formatExact(new Date(Date.parse(report.dueAt) - 1000).toISOString()) }) : t('pay.reportNotOwed')}
      </p>
      <dl className={styles.figures}>
        {shown.map(([section, id]) => <div key={id}><dt>{t(nameOf(id))}</dt><dd>{show(report.figures[section]?.[id], unitOf(section, id))}</dd></div>)}
      </dl>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {editable ? (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={report} onValuesChange={() => setSaved(false)} onFinish={() => void save(true)}>
          <Form.Item name="done" label={t('pay.done')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}><Input.TextArea maxLength={4000} autoSize={{ minRows: 3, maxRows: 10 }} /></Form.Item>
          <Form.Item name="problems" label={t('pay.problems')}><Input.TextArea maxLength={4000} autoSize={{ minRows: 2, maxRows: 10 }} /></Form.Item>
          <Form.Item name="plans" label={t('pay.plans')}><Input.TextArea maxLength={4000} autoSize={{ minRows: 2, maxRows: 10 }} /></Form.Item>
          <div className={styles.foot}>
            <Button type="primary" htmlType="submit" disabled={!report.isOver}>{t('pay.submit')}</Button>
            <Button onClick={() => void save(false)}>{t('pay.saveDraft')}</Button>
            {saved && <span className={styles.result} role="status">{t('common.saved')}</span>}
            {!report.isOver && <span className={styles.small}>{t('pay.submitAfter')}</span>}
          </div>
        </Form>
      ) : (['done', 'problems', 'plans'] as const).map((part) => <section key={part}><h3 className={styles.h2}>{t(`pay.${part}`)}</h3><p style={{ whiteSpace: 'pre-wrap' }}>{report[part] || '—'}</p></section>)}
    </div>
  );
}
