import { Alert, Button, Checkbox, Drawer, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { Failure } from '@/shared/parts/Failure';
import { trainingChanged, useCourse } from './queries';
import styles from './Training.module.css';
import type { Course, Result } from './types';

/** What is to be read, and below it the quiz. The server grades it. */
export function CourseDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useCourse(id);
  return (
    <Drawer open title={data?.line.title ?? t('training.course')} size={720} onClose={onClose}>
      {error && !data ? <Failure error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton active /> : (
        <>
          <div className={styles.material}>{data.material}</div>
          <Quiz key={data.version} course={data} />
        </>
      )}
    </Drawer>
  );
}

function Quiz({ course }: { course: Course }) {
  const t = useT();
  const passed = course.line.standing === 'passed';
  const [chosen, setChosen] = useState<number[][]>(() => course.questions.map(() => []));
  const [result, setResult] = useState<Result | null>(null);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const choose = (n: number, options: number[]) => setChosen((now) => now.map((one, i) => (i === n ? options : one)));
  const send = async () => {
    setBusy(true);
    setRefusal('');
    try {
      setResult(await api.post<Result>(`/training/courses/${course.line.id}/attempts`, { answers: chosen, version: course.version }));
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
    setBusy(false);
    await trainingChanged();
  };
  const left = chosen.filter((one) => one.length === 0).length;
  return (
    <section>
      <h3 className={styles.head}>{t('training.quiz')} <small>{t('training.quizOf', { n: course.questions.length, mark: course.line.passMark })}</small></h3>
      {result && <Alert className={styles.result} type={result.passed ? 'success' : 'warning'} role="status" showIcon title={t(result.passed ? 'training.passedWith' : 'training.failedWith', { n: result.percent, right: result.right, of: result.questions })} />}
      {!result && passed && <Alert className={styles.result} type="success" showIcon title={t('training.passedAlready')} />}
      {refusal && <Alert className={styles.result} type="error" role="alert" title={refusal} />}
      <ol className={styles.questions}>
        {course.questions.map(({ text, options, several, right }, n) => {
          const value = passed && right ? right : chosen[n] ?? [];
          const list = options.map((label, value) => ({ value, label }));
          return (
            <li key={n}>
              <p>{text}{several && <small> {t('training.several')}</small>}</p>
              {several ? <Checkbox.Group disabled={passed} value={value} options={list} onChange={(next) => choose(n, next)} />
                : <Radio.Group disabled={passed} value={value[0]} options={list} onChange={(event) => choose(n, [event.target.value as number])} />}
            </li>
          );
        })}
      </ol>
      {!passed && <Button type="primary" loading={busy} disabled={left > 0} onClick={() => void send()}>{left > 0 ? t('training.left', { n: left }) : t('training.handIn')}</Button>}
    </section>
  );
}
