import { useT } from '@/shared/i18n/i18n';
import { drawCard, PlainCard } from '@/shared/parts/TradeCardView';
import type { TradeCard } from '@/shared/api/types';

const headed = (key: 'orders.card_order' | 'orders.card_pairing' | 'orders.card_price') => function OrderCardInTalk({ card }: { card: TradeCard }) {
  return <PlainCard card={card} head={useT()(key)} />;
};

drawCard('order', headed('orders.card_order'));
drawCard('pairing', headed('orders.card_pairing'));
drawCard('price', headed('orders.card_price'));
