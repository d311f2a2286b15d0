import { CloseOutlined, DownOutlined, PhoneOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { CallCardView, type CardDoors } from './CallCardView';
import { CallClock } from './CallClock';
import styles from './Hotline.module.css';
import { useCard, useCurrentCalls } from './queries';
import { cardsUp } from './shown';

/**
 * The card of whoever calls me, over whatever page is open. It takes no focus: whoever types goes on typing; it comes before the page in the
 * order of the Tab key. Once the call is over it stays until it is closed, for the record is often written then.
 */
export function CallPopup(doors: CardDoors) {
  const { data } = useCurrentCalls();
  const [before, setBefore] = useState<string[]>([]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const current = data?.items.map(({ id }) => id) ?? [];
  const fresh = current.filter((id) => !before.includes(id));
  if (fresh.length > 0) setBefore([...fresh, ...before]);
  const shown = cardsUp(current, before, closed);
  return <div className={styles.popups}>{shown.map((id, place) => <OneCall key={id} id={id} another={place > 0} doors={doors} onClose={() => setClosed(new Set([...closed, id]))} />)}</div>;
}

function OneCall({ id, another, doors, onClose }: { id: string; another: boolean; doors: CardDoors; onClose: () => void }) {
  const t = useT();
  const [folded, setFolded] = useState(another);
  const { data } = useCard(id);
  const over = Boolean(data?.call.endedAt);
  const fold = t(folded ? 'hotline.restore' : 'hotline.minimize');
  return (
    <section className={styles.popup} aria-label={t('hotline.incoming')}>
      <header className={over ? styles.barOver : styles.bar} role="status">
        <PhoneOutlined />
        <span className={styles.barName}>{data ? (data.call.buyer?.name ?? t('hotline.unknownCaller')) : t('hotline.incoming')}</span>
        {data && <span className={styles.barClock}>{t(`hotline.state_${data.call.state}`)}{folded && <> · <CallClock call={data.call} /></>}</span>}
        <Button type="text" size="small" icon={folded ? <UpOutlined /> : <DownOutlined />} aria-label={fold} title={fold} onClick={() => setFolded(!folded)} />
        {over && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('hotline.dismiss')} title={t('hotline.dismiss')} onClick={onClose} />}
      </header>
      {!folded && <div className={styles.popupBody}><CallCardView id={id} {...doors} /></div>}
    </section>
  );
}
