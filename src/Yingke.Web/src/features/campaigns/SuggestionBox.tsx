import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Skeleton } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import styles from './Campaigns.module.css';
import type { Measure, SuggestedTarget, Suggestion } from './types';
import { amount, ownerOf, yuan } from './words';

export type Taken = Omit<SuggestedTarget, 'orders' | 'fen'> & { measure: Measure; value: number };

interface Props { startAt: string; endAt: string; onTake: (items: Taken[]) => void }

/** What the campaign could aim for, what that is made of, and which of it is taken over. */
export function SuggestionBox({ startAt, endAt, onTake }: Props) {
  const t = useT();
  const { data, error } = useQuery({ queryKey: ['campaign-suggestion', startAt, endAt], queryFn: () => api.get<Suggestion>('/campaigns/suggestion', { query: { startAt, endAt } }) });
  const [measure, setMeasure] = useState<Measure>('sales');
  const [left, setLeft] = useState<Set<string>>(new Set());
  if (error) return <Alert type="error" role="alert" title={wordsOf(error)} />;
  if (!data) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  const items = data.items.flatMap(({ orders, fen, ...of }) => {
    const value = measure === 'orders' ? orders : fen;
    return value === undefined ? [] : [{ ...of, key: `${of.scope}${of.group.join()}${of.agentId ?? ''}`, value }];
  });
  return (
    <div className={styles.suggestion}>
      {items.length === 0 ? <span className={styles.small}>{t('campaigns.nothingToSuggest')}</span> : (
        <>
          <p className={styles.small}>{data.fromCampaigns > 0
            ? t('campaigns.suggestedFromCampaigns', { n: data.fromCampaigns, orders: data.ordersPerDay, yuan: yuan(data.fenPerDay), growth: data.growth, days: data.days })
            : t('campaigns.suggestedFromDays', { orders: data.ordersPerDay, yuan: yuan(data.fenPerDay), days: data.days })}</p>
          <div className={styles.suggested}>
            {items.map((item) => (
              <Checkbox key={item.key} checked={!left.has(item.key)} onChange={(event) => setLeft((now) => { const next = new Set(now); if (event.target.checked) next.delete(item.key); else next.add(item.key); return next; })}>
                {ownerOf(item, t)} <b>{amount(item.value, measure)}</b>
              </Checkbox>
            ))}
          </div>
          <Button size="small" type="primary" onClick={() => onTake(items.filter((item) => !left.has(item.key)).map(({ scope, group, agentId, name, value }) => ({ scope, group, agentId, name, measure, value: measure === 'sales' ? value / 100 : value })))}>{t('campaigns.take')}</Button>{' '}
          <Button size="small" onClick={() => setMeasure(measure === 'sales' ? 'orders' : 'sales')}>{t(measure === 'sales' ? 'campaigns.byOrdersInstead' : 'campaigns.bySalesInstead')}</Button>
        </>
      )}
    </div>
  );
}
