import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { hasText, useT, type Translate } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { indicators, meaningOf, nameOf, sections, unitOf } from '../indicators';
import type { Section } from '../types';
import styles from './Scores.module.css';
import type { Curve, Item, ItemKind, RoleChoice } from './types';

interface Props { items: Item[]; role: RoleChoice | undefined; onAdd: (item: Item) => void }

/** The first section that has it: chats of all inquiries rather than those of one. */
const sectionsOf = (id: string): Section => sections.find((section) => id in indicators[section]) ?? 'all';

/** A curve to begin with, by what the figure is a number of. */
function begin(section: Section, id: string): Curve {
  const unit = unitOf(section, id);
  if (unit === 'rate') return { kind: 'linear', worst: 80, best: 98 };
  return unit === 'seconds' ? { kind: 'linear', worst: 120, best: 30 } : { kind: 'linear', worst: 0, best: 100 };
}

/** Offered first what the role is usually measured by; any other indicator may be added too, and lines that a supervisor fills in. */
export function AddItem({ items, role, onAdd }: Props) {
  const t = useT();
  const [own, setOwn] = useState('');
  const [kind, setKind] = useState<Exclude<ItemKind, 'indicator'>>('graded');
  const taken = (of: Section, id: string) => items.some((item) => item.of === of && item.indicator === id);
  const indicator = (of: Section, id: string, section: Item['section']): Item => ({ key: `${of}-${id.replaceAll('_', '-')}`, section, kind: 'indicator', of, indicator: id, full: 10, missing: 'skip', curve: begin(of, id) });
  const offered = ([['basic', role?.offeredBasic ?? []], ['professional', role?.offeredProfessional ?? []]] as const).flatMap(([section, ids]) => ids.map((id) => ({ id, section }))).filter(({ id }) => !taken(sectionsOf(id), id));
  return (
    <div className={styles.rows} style={{ marginTop: 12 }}>
      {offered.length > 0 && (
        <div className={styles.offers}>
          <span className={styles.small}>{t('scores.offeredFirst')}</span>
          {offered.map(({ id, section }) => <Button key={id} size="small" icon={<PlusOutlined />} onClick={() => onAdd(indicator(sectionsOf(id), id, section))}>{named(id, t)}</Button>)}
        </div>
      )}
      <div className={styles.offers}>
        <Select size="small" showSearch={{ optionFilterProp: 'label' }} value={null} placeholder={t('scores.anyIndicator')} style={{ width: 240 }} aria-label={t('scores.anyIndicator')}
          options={sections.map((section) => ({ label: t(`performance.section_${section}`), title: section, options: indicatorsOf(section).filter((id) => !taken(section, id)).map((id) => ({ value: `${section}/${id}`, label: named(id, t), title: hasText(meaningOf(id)) ? t(meaningOf(id)) : '' })) }))}
          onChange={(value: string | null) => {
            const [section, id] = (value ?? '').split('/') as [Section, string];
            if (id) onAdd(indicator(section, id, section === 'sales' ? 'professional' : 'basic'));
          }} />
        <Popover trigger="click" placement="bottomLeft" content={
          <div className={styles.curve}>
            <Select size="small" value={kind} onChange={setKind} style={{ width: 120 }} aria-label={t('scores.ownKind')} options={(['graded', 'attendance', 'entered'] as const).map((value) => ({ value, label: t(`scores.kind_${value}`) }))} />
            <Input size="small" value={own} maxLength={40} placeholder={t('scores.ownName')} style={{ width: 160 }} onChange={(event) => setOwn(event.target.value)} />
            <Button size="small" type="primary" disabled={own.trim() === ''} onClick={() => {
              onAdd({
                key: `own-${newId().slice(0, 8)}`, section: 'professional', kind, name: own.trim(), full: 20, missing: kind === 'attendance' ? 'full' : 'skip',
                ...(kind === 'attendance' && { losses: { late: 5, leave: 5, absence: 10 } }), ...(kind === 'entered' && { curve: { kind: 'linear' as const, worst: 0, best: 100 } }),
              });
              setOwn('');
            }}>{t('scores.add')}</Button>
          </div>}>
          <Button size="small" icon={<PlusOutlined />}>{t('scores.addOwn')}</Button>
        </Popover>
      </div>
    </div>
  );
}

const named = (id: string, t: Translate) => (hasText(nameOf(id)) ? t(nameOf(id)) : id);

const indicatorsOf = (section: Section) => Object.keys(indicators[section]);
