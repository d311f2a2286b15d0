import { Alert, Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { AddItem } from './AddItem';
import { ItemRows } from './ItemRows';
import { OfferRows } from './OfferRows';
import { SchemePreview } from './SchemePreview';
import styles from './Scores.module.css';
import type { Options, Scorecard } from './types';
import { cardsMoved } from './useScores';

interface Props { card: Omit<Scorecard, 'id' | 'full'> & { id?: string }; options: Options; onClose: () => void }

/** A scorecard being written: its lines, whom it measures, and the sum of its full marks. */
export function SchemeDrawer({ card, options, onClose }: Props) {
  const t = useT();
  const [name, setName] = useState(card.name);
  const [items, setItems] = useState(card.items);
  const [offers, setOffers] = useState(card.offers);
  const [agentIds, setAgentIds] = useState(card.agentIds);
  const [refusal, setRefusal] = useState<Problem | Error | null>(null);
  const [busy, setBusy] = useState(false);
  const role = options.roles.find((one) => one.role === card.role);
  const faulty = refusal instanceof Problem ? /^items\[(\d+)\]/.exec(refusal.field ?? '') : null;
  const save = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      const body = { name, items, offers };
      const saved = card.id ? await api.put<Scorecard>(`/scorecards/${card.id}`, { ...body, version: card.version }) : await api.post<Scorecard>('/scorecards', { ...body, role: card.role, isPlatform: card.isPlatform });
      await api.put(`/scorecards/${saved.id}/agents`, { agentIds });
      await cardsMoved();
      onClose();
    } catch (error) {
      setRefusal(error as Error);
      setBusy(false);
    }
  };
  return (
    <Drawer open size={1040} onClose={onClose} title={card.id ? card.name : t('scores.newCard')}
      extra={<div className={styles.offers}><Button onClick={onClose}>{t('common.cancel')}</Button><Button type="primary" loading={busy} disabled={name.trim() === '' || items.length === 0} onClick={() => void save()}>{t('common.save')}</Button></div>}>
      {refusal && <Alert type="error" role="alert" title={`${faulty ? `${t('scores.line', { n: Number(faulty[1]) + 1 })}：` : ''}${wordsOf(refusal)}`} style={{ marginBottom: 12 }} />}
      <div className={styles.bar}>
        <Input value={name} maxLength={40} placeholder={t('scores.cardName')} aria-label={t('scores.cardName')} style={{ width: 240 }} onChange={(event) => setName(event.target.value)} />
        <span>{t(`scores.role_${card.role}`)}</span>
        <span className={styles.small}>{card.isPlatform ? t('scores.platform') : t('scores.ownScheme')}</span>
        <span className={styles.end}>{t('scores.fullSum')} <span className={styles.sum} data-testid="full-sum">{Number(items.reduce((sum, item) => sum + item.full, 0).toFixed(2))}</span></span>
      </div>
      <ItemRows items={items} base={card.isPlatform ? role?.base ?? [] : []} faulty={faulty ? Number(faulty[1]) : null} onChange={setItems} />
      <AddItem items={items} role={role} onAdd={(item) => setItems([...items, item])} />
      <h3 className={styles.head2}>{t('scores.offers')}<small>{t('scores.offersHint')}</small></h3>
      <OfferRows offers={offers} onChange={setOffers} />
      <h3 className={styles.head2}>{t('scores.people')}<small>{t('scores.peopleHint')}</small></h3>
      <Select mode="multiple" value={agentIds} onChange={setAgentIds} optionFilterProp="label" style={{ width: '100%' }} aria-label={t('scores.people')} placeholder={t('scores.choosePeople')}
        options={options.people.map(({ id, name: label, company }) => ({ value: id, label: company ? `${label}（${company}）` : label }))} />
      <SchemePreview draft={{ scorecardId: card.id, role: card.role, isPlatform: card.isPlatform, items, agentIds }} />
    </Drawer>
  );
}
