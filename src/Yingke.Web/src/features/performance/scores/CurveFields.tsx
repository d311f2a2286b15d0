import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, InputNumber, Select } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import styles from './Scores.module.css';
import type { Curve, CurveKind, Tier } from './types';

const blank: Record<CurveKind, Curve> = {
  linear: { kind: 'linear' }, deduct: { kind: 'deduct', step: 1, points: 1, lowerIsBetter: false }, tiers: { kind: 'tiers', tiers: [{ atLeast: 90, score: 10 }] },
};

interface Props { curve: Curve; unit: string; full: number; onChange: (curve: Curve) => void }

/** 计分方式: which numbers are asked for depends on the kind. */
export function CurveFields({ curve, unit, full, onChange }: Props) {
  const t = useT();
  const number = (name: 'worst' | 'best' | 'target' | 'step' | 'points', suffix = unit) => (
    <InputNumber size="small" value={curve[name]} controls={false} prefix={t(`scores.curve_${name}`)} suffix={suffix} aria-label={t(`scores.curve_${name}`)} style={{ width: 118 }} onChange={(n) => onChange({ ...curve, [name]: n ?? undefined })} />
  );
  return (
    <div className={styles.curve}>
      <Select<CurveKind> size="small" value={curve.kind} style={{ width: 92 }} aria-label={t('scores.curve')} onChange={(kind) => onChange(blank[kind])}
        options={(['linear', 'deduct', 'tiers'] as const).map((value) => ({ value, label: t(`scores.curve_${value}`) }))} />
      {curve.kind === 'linear' && <>{number('worst')}{number('best')}</>}
      {curve.kind === 'deduct' && <>
        {number('target')}{number('step')}{number('points', t('scores.unitPoints'))}
        <Checkbox checked={curve.lowerIsBetter ?? false} onChange={(event) => onChange({ ...curve, lowerIsBetter: event.target.checked })}>{t('scores.lowerIsBetter')}</Checkbox>
      </>}
      {curve.kind === 'tiers' && <Tiers tiers={curve.tiers ?? []} unit={unit} full={full} onChange={(tiers) => onChange({ kind: 'tiers', tiers })} />}
    </div>
  );
}

function Tiers({ tiers, unit, full, onChange }: { tiers: Tier[]; unit: string; full: number; onChange: (tiers: Tier[]) => void }) {
  const t = useT();
  const upward = tiers.every((tier) => tier.atMost === undefined);
  const bound = (tier: Tier) => tier.atLeast ?? tier.atMost;
  const with_ = (value: number | undefined, score: number, up = upward): Tier => (up ? { ...(value !== undefined && { atLeast: value }), score } : { ...(value !== undefined && { atMost: value }), score });
  return (
    <>
      <Select size="small" value={upward ? 'least' : 'most'} style={{ width: 84 }} aria-label={t('scores.tierBound')} options={(['least', 'most'] as const).map((value) => ({ value, label: t(`scores.tier_${value}`) }))}
        onChange={(way) => onChange(tiers.map((tier) => with_(bound(tier), tier.score, way === 'least')))} />
      {tiers.map((tier, i) => (
        <span key={i} className={styles.curve}>
          <InputNumber size="small" value={bound(tier)} controls={false} suffix={unit} aria-label={t('scores.tierBound')} style={{ width: 84 }} onChange={(n) => onChange(tiers.map((one, at) => (at === i ? with_(n ?? undefined, one.score) : one)))} />
          <InputNumber size="small" value={tier.score} min={0} max={full} controls={false} suffix={t('scores.unitPoints')} aria-label={t('scores.tierScore')} style={{ width: 80 }} onChange={(n) => onChange(tiers.map((one, at) => (at === i ? { ...one, score: n ?? 0 } : one)))} />
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('common.delete')} disabled={tiers.length === 1} onClick={() => onChange(tiers.filter((_, at) => at !== i))} />
        </span>
      ))}
      <Button type="text" size="small" icon={<PlusOutlined />} onClick={() => onChange([...tiers, with_(undefined, 0)])}>{t('scores.addTier')}</Button>
    </>
  );
}
