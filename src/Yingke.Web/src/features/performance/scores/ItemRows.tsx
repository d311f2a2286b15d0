import { DeleteOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select, Tag, Tooltip } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import { CurveFields } from './CurveFields';
import styles from './Scores.module.css';
import type { Item, Losses } from './types';
import { curveUnit, itemName } from './words';

interface Props { items: Item[]; base: string[]; faulty: number | null; onChange: (items: Item[]) => void }

/** The lines of a scorecard; a base indicator of its role has no way out. */
export function ItemRows({ items, base, faulty, onChange }: Props) {
  const t = useT();
  const put = (at: number, change: Partial<Item>) => onChange(items.map((item, i) => (i === at ? { ...item, ...change } : item)));
  return (
    <table className={styles.items}>
      <thead><tr><th style={{ width: 168 }}>{t('scores.item')}</th><th style={{ width: 96 }}>{t('scores.section')}</th><th style={{ width: 84 }}>{t('scores.full')}</th><th>{t('scores.curve')}</th><th style={{ width: 128 }}>{t('scores.missing')}</th><th style={{ width: 32 }} /></tr></thead>
      <tbody>
        {items.map((item, i) => {
          const isBase = item.kind === 'indicator' && item.indicator !== undefined && base.includes(item.indicator);
          return (
            <tr key={item.key} aria-invalid={faulty === i} style={faulty === i ? { outline: '1px solid var(--yk-bad)' } : undefined}>
              <td>{itemName(item, t)} {isBase && <Tag>{t('scores.base')}</Tag>}</td>
              <td><Select size="small" value={item.section} style={{ width: 92 }} aria-label={t('scores.section')} onChange={(section) => put(i, { section })} options={(['basic', 'professional'] as const).map((value) => ({ value, label: t(`scores.section_${value}`) }))} /></td>
              <td><InputNumber size="small" value={item.full} min={0.01} max={1000} precision={2} controls={false} aria-label={`${itemName(item, t)} ${t('scores.full')}`} style={{ width: 72 }} onChange={(full) => put(i, { full: full ?? 0 })} /></td>
              <td>
                {item.curve ? <CurveFields curve={item.curve} unit={curveUnit(item, t)} full={item.full} onChange={(curve) => put(i, { curve })} />
                  : item.kind === 'attendance' && item.losses ? <LossFields losses={item.losses} onChange={(losses) => put(i, { losses })} />
                    : <span className={styles.small}>{t('scores.gradedHint', { a: item.full, b: item.full * 0.75, c: item.full * 0.5 })}</span>}
              </td>
              <td><Select size="small" value={item.missing} style={{ width: 124 }} aria-label={t('scores.missing')} onChange={(missing) => put(i, { missing })} options={(['skip', 'full', 'zero'] as const).map((value) => ({ value, label: t(`scores.missing_${value}`) }))} /></td>
              <td>
                <Tooltip title={isBase ? t('scores.baseStays') : t('common.delete')}><span tabIndex={isBase ? 0 : -1}>
                  <Button type="text" size="small" icon={<DeleteOutlined />} disabled={isBase} aria-label={`${t('common.delete')} ${itemName(item, t)}`} onClick={() => onChange(items.filter((_, at) => at !== i))} />
                </span></Tooltip>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function LossFields({ losses, onChange }: { losses: Losses; onChange: (losses: Losses) => void }) {
  const t = useT();
  return (
    <div className={styles.curve}>
      {(['late', 'leave', 'absence'] as const).map((kind) => (
        <InputNumber key={kind} size="small" value={losses[kind]} min={0} max={1000} precision={2} controls={false} prefix={`${t(`scores.${kind}Head`)} −`} style={{ width: 96 }} onChange={(n) => onChange({ ...losses, [kind]: n ?? 0 })} />
      ))}
      <span className={styles.small}>{t('scores.eachTime')}</span>
    </div>
  );
}
