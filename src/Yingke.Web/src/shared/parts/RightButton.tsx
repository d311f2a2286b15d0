import { Button, Tooltip, type ButtonProps } from 'antd';
import { useT, type TextKey } from '../i18n/i18n';
import { can, useMe } from '../session';

/** Where the specification has a sentence of its own. */
const denials: Record<string, TextKey> = { 'aftersale.handle': 'common.noAftersale', 'refund.pay': 'common.noAftersale' };

/** A button that is there for everybody; who lacks the right sees it grey, and why. `why` greys it for another reason. */
export function RightButton({ right, why, disabled, ...rest }: ButtonProps & { right?: string; why?: string | false }) {
  const t = useT();
  const me = useMe();
  const because = right && !can(me, right) ? t(denials[right] ?? 'common.noRight') : why || undefined;
  const button = <Button {...rest} disabled={Boolean(because) || disabled} />;
  // A disabled button hears no pointer: the wrapper does, and takes the focus so that the reason can be read by keyboard.
  return because ? <Tooltip title={because}><span tabIndex={0}>{button}</span></Tooltip> : button;
}
