import { useMe } from '@/shared/session';
import { MonthOfPay } from './MonthOfPay';
import { OwnSlips } from './OwnSlips';

/** 薪酬: a month of everybody whom one may see, or one's own slips. */
export default function PayPage() {
  return useMe().permissions['pay.view'] === 'self' ? <OwnSlips /> : <MonthOfPay />;
}
