import { App, Button } from 'antd';
import { useT } from '../i18n/i18n';

export function CopyButton({ value, type, size, label }: { value: string; type?: 'primary' | 'default' | 'text'; size?: 'small'; label?: string }) {
  const t = useT();
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      void message.success(t('common.copied'));
    } catch {
      void message.info(t('common.copyByHand'));
    }
  };
  return <Button type={type} size={size} onClick={() => void copy()}>{label ?? t('common.copy')}</Button>;
}
