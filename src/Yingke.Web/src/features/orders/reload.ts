import { queries } from '@/shared/api/queries';

/** Something was done to an order of this buyer: what is shown of it is read again. */
export function reload(buyerId: string): void {
  for (const queryKey of [['orders', buyerId], ['order'], ['order-list'], ['order-exceptions']]) void queries.invalidateQueries({ queryKey });
}
