import { DownOutlined, RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { AfterSalePanel } from '@/features/afterSales/AfterSalePanel';
import { BuyerCard } from '@/features/buyers/BuyerCard';
import { CardView } from '@/features/conversations/log/CardView';
import { sourceWords } from '@/features/conversations/log/words';
import { KnowledgePanel } from '@/features/knowledge/KnowledgePanel';
import { OrdersPanel } from '@/features/orders/OrdersPanel';
import { PagesSeen } from '@/features/orders/PagesSeen';
import '@/features/orders/cards';
import '@/features/afterSales/cards';
import { TicketsOfBuyer } from '@/features/tickets/TicketsOfBuyer';
import type { ConversationRow } from '@/shared/api/types';
import { language, useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { createSavedStore, useStore } from '@/shared/store';
import { serverNow } from '@/shared/time/clock';
import { formatTime } from '@/shared/time/format';
import styles from './WorkbenchPage.module.css';

const folded = createSavedStore<readonly string[]>('yingke.folded', []);

export function SidePanel({ row }: { row: ConversationRow }) {
  const t = useT();
  const lang = useStore(language);
  const me = useMe();
  return (
    <>
      <Fold name="inquiry" title={t('conversations.inquiry')}>
        <div className={styles.inquiry}>
          <span className={styles.line}>{[sourceWords(row.source, t), t(`conversations.channel_${row.channel}`), formatTime(row.openedAt, serverNow(), lang)].join(' · ')}</span>
          {row.product && <CardView card={row.product} />}
          {row.order && <CardView card={row.order} />}
        </div>
      </Fold>
      <Fold name="knowledge" title={t('knowledge.title')}>
        <KnowledgePanel key={row.id} conversationId={row.id} said={row.last?.from === 'buyer' && row.last.kind === 'text' ? row.last.text : undefined} product={row.product?.title} />
      </Fold>
      <Fold name="orders" title={t('orders.panel')}><OrdersPanel key={row.buyer.id} buyerId={row.buyer.id} talk={{ id: row.id, mine: row.state === 'active' && row.agent?.id === me.agent.id }} asked={row.order?.id} /></Fold>
      <Fold name="aftersales" title={t('aftersales.panel')}><AfterSalePanel key={row.buyer.id} buyerId={row.buyer.id} talk={{ id: row.id, mine: row.state === 'active' && row.agent?.id === me.agent.id }} /></Fold>
      <Fold name="pages" title={t('orders.pages')}><PagesSeen key={row.buyer.id} buyerId={row.buyer.id} /></Fold>
      <Fold name="tickets" title={t('tickets.title')}>
        <TicketsOfBuyer key={row.buyer.id} buyerId={row.buyer.id} about={{ conversationId: row.id, buyerName: row.buyer.name, orderNumber: row.order?.id }} />
      </Fold>
      <Fold name="buyer" title={t('buyers.title')}><BuyerCard key={row.buyer.id} id={row.buyer.id} /></Fold>
    </>
  );
}

/** A card of the panel: it folds, and remembers that it is folded. */
function Fold({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  const closed = useStore(folded, (names) => names.includes(name));
  return (
    <section className={styles.card}>
      <button type="button" className={styles.fold} aria-expanded={!closed}
        onClick={() => folded.set((names) => (closed ? names.filter((one) => one !== name) : [...names, name]))}>
        {title}{closed ? <RightOutlined className={styles.arrow} /> : <DownOutlined className={styles.arrow} />}
      </button>
      {!closed && <div className={styles.body}>{children}</div>}
    </section>
  );
}
