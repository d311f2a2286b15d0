import { CloseOutlined, SendOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import { insertion } from '@/shared/insertion';
import styles from './AnswerOffers.module.css';
import { useSearch } from './useKnowledge';

const taken = 5;
const shown = 3;
/** Of several the first is likely; one far behind it only takes the place. */
const worthShowing = 0.2;

interface Props {
  conversationId: string;
  /** What the buyer wrote last and nobody has answered. */
  said: string;
  product?: string | undefined;
}

/** 候选答案: what the knowledge base would answer, above the input; one click puts it into the reply, another sends it. */
export function AnswerOffers({ conversationId, said, product }: Props) {
  const t = useT();
  const [declined, setDeclined] = useState('');
  const asked = said.trim().slice(0, 200);
  const { data } = useSearch(asked, { product, take: taken, enabled: asked !== '' });
  const page = data?.pages[0];
  const offers = page?.sure ? page.items.filter((one) => (one.confidence ?? 0) >= worthShowing).slice(0, shown) : [];
  if (offers.length === 0 || declined === said) return null;
  const hand = (text: string, send: boolean) => insertion.set({ conversationId, text, send });
  return (
    <section className={styles.offers} aria-label={t('knowledge.offers')}>
      <span className={styles.label}>{t('knowledge.offers')}</span>
      <ul>
        {offers.map((one) => (
          <li key={one.id}>
            <Popover placement="topLeft" mouseEnterDelay={0.3} content={<p className={styles.answer}>{one.answer}</p>}>
              <Button size="small" onMouseDown={(event) => event.preventDefault()} onClick={() => hand(one.answer, false)}><span>{one.question}</span></Button>
            </Popover>
            <Button size="small" type="text" icon={<SendOutlined />} title={t('knowledge.offerSend')} aria-label={t('knowledge.offerSendOf', { question: one.question })} onMouseDown={(event) => event.preventDefault()} onClick={() => hand(one.answer, true)} />
          </li>
        ))}
      </ul>
      <Button size="small" type="text" icon={<CloseOutlined />} title={t('knowledge.offersHide')} aria-label={t('knowledge.offersHide')} onClick={() => setDeclined(said)} />
    </section>
  );
}
