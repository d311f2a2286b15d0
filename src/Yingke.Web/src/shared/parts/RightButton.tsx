import { Button, Tooltip, type ButtonProps } from 'antd';
import { useT } from '../i18n/i18n';
import { can, useMe } from '../session';

/** The sentences that the server refuses these rights with, word for word. */
const orders = '该岗位无订单管理的权限,不允许操作订单按钮';
const aftersales = '该岗位无售后工作台的权限,不允许操作售后按钮';
const denials: Record<string, string> = { 'orders.manage': orders, 'orders.price': orders, 'aftersale.handle': aftersales, 'refund.pay': aftersales };

/** A button that is there for everybody; who lacks the right sees it grey, and why. `why` greys it for another reason. */
export function RightButton({ right, why, disabled, ...rest }: ButtonProps & { right?: string; why?: string | false }) {
  const t = useT();
  const me = useMe();
  const because = right && !can(me, right) ? (denials[right] ?? t('common.noRight')) : why || undefined;
  const button = <Button {...rest} disabled={Boolean(because) || disabled} />;
  // A disabled button hears no pointer: the wrapper does, and takes the focus so that the reason can be read by keyboard.
  return because ? <Tooltip title={because}><span tabIndex={0}>{button}</span></Tooltip> : button;
}
