import { pathOf, useCategories } from '@/shared/categories/categories';
import { comma, useT } from '@/shared/i18n/i18n';
import styles from './Knowledge.module.css';
import type { KnowledgeContent } from './types';
import { useValidity } from './words';

/** What an entry says; what differs from `against` is marked. */
export function ContentView({ content, against }: { content: KnowledgeContent; against?: KnowledgeContent | undefined }) {
  const t = useT();
  const { data: tree } = useCategories();
  const validity = useValidity();
  const lines: [string, (one: KnowledgeContent) => string][] = [
    [t('knowledge.kind'), (one) => t(`knowledge.kind_${one.kind}`)],
    [t('knowledge.question'), (one) => one.question],
    [t('knowledge.phrasings'), (one) => one.phrasings.join('\n') || '—'],
    [t('knowledge.answer'), (one) => one.answer],
    [t('knowledge.category'), (one) => (one.categoryId && tree ? pathOf(tree.items, one.categoryId) : '') || '—'],
    [t('knowledge.products'), (one) => one.products.join(comma()) || t('knowledge.allProducts')],
    [t('knowledge.valid'), (one) => validity(one) || t('knowledge.always')],
  ];
  return (
    <dl className={styles.content}>
      {lines.map(([label, say]) => {
        const changed = against !== undefined && say(against) !== say(content);
        return (
          <div key={label}>
            <dt>{label}{changed && <span className={styles.amber}> · {t('knowledge.differs')}</span>}</dt>
            <dd>{say(content)}</dd>
          </div>
        );
      })}
    </dl>
  );
}
