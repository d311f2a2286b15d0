import ScreenPage from '@/features/campaigns/screen/ScreenPage';
import { useOverload } from '@/features/routing/overload/useOverload';
import { useT } from '@/shared/i18n/i18n';
import { can, useMe } from '@/shared/session';
import { formatExact } from '@/shared/time/format';

/** 大屏, which says so when the shop is overloaded. */
export default function SaleScreenPage() {
  const t = useT();
  const me = useMe();
  const { data } = useOverload(can(me, 'im.chat') || can(me, 'im.supervise'));
  return <ScreenPage alarm={data?.isOn && data.since ? `${t('routing.overloadOnShort')} ${t('routing.overloadSince', { at: formatExact(data.since).slice(11, 16) })}` : undefined} />;
}
