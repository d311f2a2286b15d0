import styles from './Composer.module.css';
import type { Colleague } from './useMentions';

export function MentionList({ offers, chosen, onTake }: { offers: Colleague[]; chosen: number; onTake: (one: Colleague) => void }) {
  return (
    <ul className={styles.mentions} role="listbox">
      {offers.map((one, i) => (
        <li key={one.id} role="option" aria-selected={i === chosen} className={i === chosen ? styles.chosen : ''}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}>@{one.name}</li>
      ))}
    </ul>
  );
}
