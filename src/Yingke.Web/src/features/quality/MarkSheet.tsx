import { LinkOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Tooltip } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import styles from './Quality.module.css';
import { acceptedKinds, lostBy, markOf, withEvidence, withMark, type Score } from './score';
import type { Finding, Item, Marks, Sheet } from './types';

interface Props {
  sheet: Sheet; findings: Finding[]; marks: Marks; score: Score;
  /** The item that messages are attached to. */
  active: string | null; onActive: (key: string | null) => void;
  onChange?: (marks: Marks) => void; onShow: (seq: number) => void;
}

/** The sheet itself: every item with what it lost, and the messages that show it. */
export function MarkSheet({ sheet, score, ...rest }: Props) {
  return (
    <>
      {sheet.sections.map((section, i) => (
        <section key={section.name} className={styles.section} aria-label={section.name}>
          <h3 className={styles.h4}>{section.name}<span className={score.sections[i] === section.full ? styles.number : styles.lostNumber}>{score.sections[i]} / {section.full}</span></h3>
          {section.items.map((item) => <ItemLine key={item.key} item={item} {...rest} />)}
        </section>
      ))}
    </>
  );
}

function ItemLine({ item, findings, marks, active, onActive, onChange, onShow }: { item: Item } & Omit<Props, 'sheet' | 'score'>) {
  const t = useT();
  const mark = markOf(marks, item.key);
  const accepted = acceptedKinds(marks, findings);
  const found = accepted.filter((kind) => item.finds.includes(kind)).length;
  const lost = lostBy(item, mark, accepted);
  const isActive = active === item.key;
  const set = (change: Parameters<typeof withMark>[2]) => onChange?.(withMark(marks, item.key, change));
  const times = mark?.occurrences ?? 0;
  return (
    <div className={[styles.item, isActive ? styles.active : '', lost > 0 ? styles.losing : ''].join(' ')} onClick={() => onChange && !isActive && onActive(item.key)} onFocus={() => onChange && onActive(item.key)}>
      <div className={styles.itemHead}>
        <Tooltip title={[item.content, item.guidance].filter(Boolean).join(' — ') || undefined}><span className={styles.itemName}>{item.name}</span></Tooltip>
        {item.deduct !== undefined && (onChange
          ? <span className={styles.stepper}>
            <Button size="small" type="text" icon={<MinusOutlined />} aria-label={t('quality.less', { item: item.name })} disabled={times === 0} onClick={() => set((one) => ({ ...one, occurrences: one.occurrences - 1 }))} />
            <span className={styles.count} aria-label={t('quality.occurrences')}>{times}{found > 0 && <Tooltip title={t('quality.ofMachine')}><span> + {found}</span></Tooltip>}</span>
            <Button size="small" type="text" icon={<PlusOutlined />} aria-label={t('quality.more', { item: item.name })} disabled={times >= 99} onClick={() => set((one) => ({ ...one, occurrences: one.occurrences + 1 }))} />
          </span>
          : times + found > 0 && <span className={styles.small}>{t('quality.times', { n: times + found })}</span>)}
        <span className={lost > 0 ? styles.lostNumber : styles.small}>{lost > 0 ? `−${lost}` : item.points !== undefined ? item.points : t('quality.each', { n: item.deduct ?? 0 })}</span>
      </div>
      {item.zeroIf.map((condition, i) => {
        const byMachine = condition.finds !== undefined && accepted.includes(condition.finds);
        const holds = byMachine || (mark?.zero.includes(i) ?? false);
        if (!onChange) return holds ? <p key={i} className={styles.holds}>{condition.text}{byMachine && <span className={styles.small}> {t('quality.ofMachine')}</span>}</p> : null;
        return (
          <Checkbox key={i} checked={holds} disabled={byMachine} className={styles.condition} onChange={({ target }) => set((one) => ({ ...one, zero: target.checked ? [...one.zero, i].sort() : one.zero.filter((place) => place !== i) }))}>
            {condition.text}{byMachine && <span className={styles.small}> {t('quality.ofMachine')}</span>}
          </Checkbox>
        );
      })}
      {(mark?.evidence.length ?? 0) > 0 && (
        <div className={styles.chips}>
          {mark?.evidence.map(({ seq }, i) => (
            <span key={seq} className={styles.chip}>
              <button type="button" onClick={() => onShow(seq)}><LinkOutlined /> {t('quality.evidenceNo', { n: i + 1 })}</button>
              {onChange && <button type="button" aria-label={t('quality.takeAway')} onClick={() => onChange(withEvidence(marks, item.key, seq))}>×</button>}
            </span>
          ))}
        </div>
      )}
      {onChange && isActive && <Input size="small" maxLength={500} value={mark?.note ?? ''} placeholder={t('quality.notePlaceholder')} aria-label={t('quality.note')} onChange={({ target }) => set((one) => ({ ...one, note: target.value || undefined }))} />}
      {!onChange && mark?.note && <p className={styles.note}>{mark.note}</p>}
    </div>
  );
}
