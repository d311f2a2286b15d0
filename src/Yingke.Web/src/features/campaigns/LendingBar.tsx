import { App, Button } from 'antd';
import { useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { comma, hasText, useT, type Translate } from '@/shared/i18n/i18n';
import { formatExact } from '@/shared/time/format';
import styles from './Campaigns.module.css';
import { learnLending, lendingMoved, useLending } from './queries';
import type { Lending, LendingSide } from './types';

const places: LendingSide[] = ['aftersale', 'warehouse'];

/** 借调: whom the pre-sale side lends while the shop is overloaded, and who is lent; for supervisors of the whole shop. */
export function LendingBar() {
  const t = useT();
  const { message } = App.useApp();
  const { data } = useLending();
  const [busy, setBusy] = useState(false);
  if (!data) return null;
  const { sides, moves, lent, refused } = data;
  const send = async (path: string, body: object | undefined, said: string) => {
    setBusy(true);
    try {
      learnLending(await api.post<Lending>(path, body));
      void message.success(said);
    } catch (failure) {
      void message.error(wordsOf(failure));
      void lendingMoved();
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles.state} aria-label={t('campaigns.lending')}>
      <strong>{t(lent ? 'campaigns.lendingInForce' : 'campaigns.lending')}</strong>
      {lent ? (
        <>
          {namesIn(lent.people, t)}
          <span className={styles.small}>{t('campaigns.lendingBy', { who: lent.confirmedBy, at: formatExact(lent.confirmedAt).slice(11, 16) })}</span>
          <Button size="small" loading={busy} onClick={() => void send('/overload/lending/undo', undefined, t('campaigns.lentBack'))}>{t('campaigns.undo')}</Button>
        </>
      ) : (
        <>
          {sides.filter(({ side, heads }) => side !== 'warehouse' || heads > 0).map(({ side, work, heads, headsThen }) => (
            <span key={side} className={styles.small}>{t(heads === headsThen ? 'campaigns.lendingSide' : 'campaigns.lendingSideThen', { side: t(`campaigns.side_${side}`), work, heads, then: headsThen })}</span>
          ))}
          {moves.length === 0 ? <span>{t('campaigns.lendingNone')}</span> : (
            <>
              {namesIn(moves, t)}
              <Button size="small" type="primary" loading={busy} disabled={refused !== undefined} title={refused && hasText(`errors.${refused}`) ? t(`errors.${refused}` as never) : t('campaigns.lendingHint')}
                onClick={() => void send('/overload/lending', { moves: moves.map(({ agentId, to }) => ({ agentId, to })) }, t('campaigns.lent', { n: moves.length }))}>
                {t('campaigns.lendNow', { n: moves.length })}
              </Button>
            </>
          )}
        </>
      )}
    </section>
  );
}

function namesIn(people: Lending['moves'], t: Translate) {
  return places.map((place) => {
    const there = people.filter(({ to }) => to === place);
    return there.length > 0 && <span key={place}>{t('campaigns.lendingTo', { side: t(`campaigns.side_${place}`) })}{there.map(({ name }) => name).join(comma())}</span>;
  });
}
