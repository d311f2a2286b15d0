import type { TradeCard } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { drawCard, PlainCard } from '@/shared/parts/TradeCardView';

drawCard('aftersale', function AfterSaleCardInTalk({ card }: { card: TradeCard }) {
  return <PlainCard card={card} head={useT()('aftersales.panel')} />;
});
