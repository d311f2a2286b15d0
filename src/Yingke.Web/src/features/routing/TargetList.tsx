import { Segmented } from 'antd';
import { useState } from 'react';
import type { Group, TransferTargets } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { LoadBar } from './LoadBar';
import { PresenceDot } from './PresenceDot';
import styles from './TargetList.module.css';

export type Target = { agentId: string } | { group: Group } | { queue: true };

interface Props { targets: TransferTargets; serving: string | undefined; chosen: Target | null; onChoose: (target: Target | null) => void }

export function TargetList({ targets, serving, chosen, onChoose }: Props) {
  const t = useT();
  const [kind, setKind] = useState<'agent' | 'group' | 'queue'>('agent');
  const agents = targets.agents.filter((one) => one.id !== serving);
  const reachable = agents.filter((one) => one.reachable).sort((a, b) => a.open / Math.max(1, a.capacity) - b.open / Math.max(1, b.capacity));
  const choose = (next: typeof kind) => {
    setKind(next);
    onChoose(next === 'queue' ? { queue: true } : null);
  };
  return (
    <>
      <Segmented block value={kind} onChange={choose} options={[
        { value: 'agent', label: t('routing.toAgent', { n: reachable.length }) },
        { value: 'group', label: t('routing.toGroup') },
        { value: 'queue', label: t('routing.toQueue', { n: targets.queueLength }) },
      ]} />
      <div className={styles.list} role="radiogroup">
        {kind === 'agent' && reachable.map((one) => (
          <button key={one.id} type="button" role="radio" aria-checked={chosen !== null && 'agentId' in chosen && chosen.agentId === one.id}
            className={chosen !== null && 'agentId' in chosen && chosen.agentId === one.id ? styles.chosen : styles.target} onClick={() => onChoose({ agentId: one.id })}>
            <PresenceDot presence={one.presence} />
            <span className={styles.name} title={one.name}>{one.name}</span>
            <span className={styles.groups}>{one.groups.map((group) => t(`common.${group}`)).join(' · ')}</span>
            <LoadBar open={one.open} capacity={one.capacity} />
          </button>
        ))}
        {kind === 'agent' && reachable.length === 0 && <p className={styles.empty}>{t('routing.nobodyReachable')}</p>}
        {kind === 'group' && targets.groups.map(({ group, online, free }) => (
          <button key={group} type="button" role="radio" aria-checked={chosen !== null && 'group' in chosen && chosen.group === group}
            className={chosen !== null && 'group' in chosen && chosen.group === group ? styles.chosen : styles.target} onClick={() => onChoose({ group })}>
            <span className={styles.name}>{t(`common.${group}`)}</span>
            <span className={styles.groups}>{t('routing.groupState', { online, free })}</span>
          </button>
        ))}
        {kind === 'queue' && <p className={styles.empty}>{t('routing.toQueueHint')}</p>}
      </div>
    </>
  );
}
