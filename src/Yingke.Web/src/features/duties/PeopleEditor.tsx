import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Duties.module.css';
import type { Candidate, Duties, Duty } from './types';

/** Who is responsible, out of those whose post does it. */
export function PeopleEditor({ duty, candidates, onDone, onCancel }: { duty: Duty; candidates: readonly Candidate[]; onDone: (answer: Duties) => void; onCancel: () => void }) {
  const t = useT();
  const [chosen, setChosen] = useState(() => duty.people.map(({ agentId }) => agentId));
  const [refusal, setRefusal] = useState('');
  const able = candidates.filter(({ duties }) => duties.includes(duty.duty)).map(({ agentId, name }) => ({ value: agentId, label: name }));
  const left = duty.people.filter(({ agentId }) => !able.some(({ value }) => value === agentId)).map(({ agentId, name }) => ({ value: agentId, label: name }));
  const save = async () => {
    try {
      onDone(await api.put<Duties>(`/duties/${duty.duty}/people`, { agentIds: chosen }));
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
  };
  return (
    <>
      <Select mode="multiple" autoFocus style={{ width: '100%' }} value={chosen} onChange={setChosen} options={[...able, ...left]} optionFilterProp="label" placeholder={t('duties.choose')} aria-label={t('duties.responsible')} notFoundContent={t('duties.noCandidates')} />
      {refusal && <Alert type="error" role="alert" title={refusal} />}
      <div className={styles.foot}>
        <Button size="small" type="primary" onClick={() => void save()}>{t('common.save')}</Button>
        <Button size="small" onClick={onCancel}>{t('common.cancel')}</Button>
      </div>
    </>
  );
}
