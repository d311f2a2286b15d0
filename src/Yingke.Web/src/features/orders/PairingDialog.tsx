import { useQuery } from '@tanstack/react-query';
import { Alert, App, Checkbox, Input, Modal, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import type { Card, Page } from '@/shared/api/types';
import { newId } from '@/shared/ids';
import { useT } from '@/shared/i18n/i18n';
import { formatFen } from '@/shared/time/format';
import styles from './Orders.module.css';

const most = 6;

/** One product is sent as its card, several as a pairing (搭配) with a title of its own. */
export function PairingDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<Card[]>([]);
  const [title, setTitle] = useState(t('orders.pairingTitle'));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [clientId] = useState(newId);
  const q = useDeferredValue(words.trim());
  const { data } = useQuery({ queryKey: ['products', q], queryFn: ({ signal }) => api.get<Page<Card>>('/products', { query: { q }, signal }) });
  const toggle = (card: Card) => setChosen(chosen.some((one) => one.id === card.id) ? chosen.filter((one) => one.id !== card.id) : [...chosen, card].slice(0, most));
  const send = async () => {
    setBusy(true);
    try {
      if (chosen.length === 1) await api.post(`/conversations/${conversationId}/messages`, { clientId, kind: 'product_card', product: chosen[0] });
      else await api.post(`/conversations/${conversationId}/order-cards`, { clientId, title, items: chosen });
      void message.success(t('orders.productSent'));
      onClose();
    } catch (error) {
      setRefusal(wordsOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('orders.recommend')} width={480} onCancel={onClose} onOk={() => void send()} okText={t(chosen.length > 1 ? 'orders.sendPairing' : 'orders.sendProduct')} cancelText={t('common.cancel')}
      okButtonProps={{ loading: busy, disabled: chosen.length === 0 || (chosen.length > 1 && title.trim() === '') }}>
      <Input allowClear autoFocus value={words} maxLength={100} placeholder={t('orders.findProduct')} aria-label={t('orders.findProduct')} onChange={(event) => setWords(event.target.value)} />
      <div className={styles.products}>
        {!data && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {data?.items.length === 0 && <p className={styles.none}>{t('orders.noProducts')}</p>}
        {data?.items.map((card) => (
          <label key={card.id} className={styles.line}>
            <Checkbox checked={chosen.some((one) => one.id === card.id)} onChange={() => toggle(card)} />
            {card.imageUrl && /^(https?:)?\//.test(card.imageUrl) && <img className={styles.image} src={card.imageUrl} alt="" width={40} height={40} loading="lazy" />}
            <span className={styles.words}><span title={card.title}>{card.title}</span>{card.text && <small>{card.text}</small>}</span>
            {card.priceFen !== undefined && <span className={styles.price}>{formatFen(card.priceFen)}</span>}
          </label>
        ))}
      </div>
      {chosen.length > 1 && <Input value={title} maxLength={60} aria-label={t('orders.pairingName')} prefix={t('orders.pairingName')} onChange={(event) => setTitle(event.target.value)} />}
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginTop: 8 }} />}
    </Modal>
  );
}
