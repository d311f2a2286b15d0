import { useMe } from '@/shared/session';

export function WorkbenchPage() {
  return <p>{useMe().shop.name}</p>;
}
