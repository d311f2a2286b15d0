import { SmileOutlined } from '@ant-design/icons';
import { Button, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { useT } from '@/shared/i18n/i18n';
import styles from './Composer.module.css';

const emoji = [...'😀😄😁😂😊🙂😉😍😘😋😎🤗🤔😅😓😢😭😤😱😴🙏👍👌👏💪🤝✌️👋🌹🌸🎉🎁❤️💕✨🔥⭐☀️🌙☕🍀🐶🐱🚚📦💰🧧📷📞⏰✅❌❗❓'].filter((one) => one !== '\uFE0F');

export function EmojiPicker({ onPick, disabled }: { onPick: (one: string) => void; disabled: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const panel = (
    <div className={styles.emoji}>
      {emoji.map((one) => (
        <button key={one} type="button" onClick={() => {
          onPick(one);
          setOpen(false);
        }}>{one}</button>
      ))}
    </div>
  );
  return (
    <Popover open={open && !disabled} onOpenChange={setOpen} trigger="click" placement="topLeft" content={panel} arrow={false}>
      <Tooltip title={open ? '' : t('conversations.emoji')}>
        <Button type="text" size="small" icon={<SmileOutlined />} aria-label={t('conversations.emoji')} disabled={disabled} />
      </Tooltip>
    </Popover>
  );
}
