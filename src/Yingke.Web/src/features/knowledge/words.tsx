import { Tag } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import styles from './Knowledge.module.css';
import type { KnowledgeRow, KnowledgeState } from './types';

const inks: Record<KnowledgeState, string | undefined> = { published: styles.good, review: styles.amber, draft: styles.quiet, withdrawn: styles.quiet };

export function StateWord({ state }: { state: KnowledgeState }) {
  const t = useT();
  return <span className={inks[state]}>{t(`knowledge.state_${state}`)}</span>;
}

/** 2026-11-01 起, 至 2026-11-30, or nothing for what holds always. */
export function useValidity() {
  const t = useT();
  return ({ validFrom, validTo }: { validFrom?: string; validTo?: string }): string =>
    validFrom && validTo ? t('knowledge.validBetween', { from: validFrom, to: validTo }) : validFrom ? t('knowledge.validSince', { from: validFrom }) : validTo ? t('knowledge.validUntil', { to: validTo }) : '';
}

/** The days on which an entry holds, and that today is none of them. */
export function Validity({ row }: { row: Pick<KnowledgeRow, 'validFrom' | 'validTo' | 'holds'> }) {
  const t = useT();
  const words = useValidity()(row);
  return <>{words || <span className={styles.quiet}>{t('knowledge.always')}</span>}{!row.holds && <Tag className={styles.tag}>{t('knowledge.notToday')}</Tag>}</>;
}
