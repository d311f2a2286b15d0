import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import styles from './Quality.module.css';
import { itemFor } from './score';
import type { Finding, Marks, Sheet } from './types';

interface Props { sheet: Sheet; findings: Finding[]; marks: Marks; at: number; onAt: (place: number) => void; onDecide?: (place: number, as: 'accepted' | 'rejected') => void }

/** The machine's proposals, to be accepted or rejected one after the other. */
export function FindingList({ sheet, findings, marks, at, onAt, onDecide }: Props) {
  const t = useT();
  return (
    <ul className={styles.findings} aria-label={t('quality.findings')}>
      {findings.map((finding, place) => {
        const [accepted, rejected] = [marks.accepted.includes(place), marks.rejected.includes(place)];
        const item = itemFor(sheet, finding.kind);
        return (
          <li key={place} className={[styles.finding, place === at ? styles.current : '', rejected ? styles.rejected : ''].join(' ')}>
            <button type="button" className={styles.findingWords} aria-current={place === at} onClick={() => onAt(place)}>
              <span>{t(`quality.finding_${finding.kind}`)}{finding.words && `“${finding.words}”`}{finding.seconds !== undefined && ` ${t('quality.took', { n: finding.seconds })}`}</span>
              <span className={styles.small}>{item ? t('quality.countsFor', { item: item.name }) : t('quality.countsForNone')}</span>
            </button>
            {onDecide
              ? <>
                <Tooltip title={t('quality.acceptKey')}><Button size="small" type={accepted ? 'primary' : 'text'} icon={<CheckOutlined />} aria-label={t('quality.accept')} aria-pressed={accepted} onClick={() => onDecide(place, 'accepted')} /></Tooltip>
                <Tooltip title={t('quality.rejectKey')}><Button size="small" type="text" className={rejected ? styles.pressed : undefined} icon={<CloseOutlined />} aria-label={t('quality.reject')} aria-pressed={rejected} onClick={() => onDecide(place, 'rejected')} /></Tooltip>
              </>
              : <span className={accepted ? styles.bad : styles.small}>{t(accepted ? 'quality.accepted' : rejected ? 'quality.notAccepted' : 'quality.undecided')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
