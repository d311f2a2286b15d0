import { h } from './dom';

const EMOJI = '😀 😄 😂 🤣 😊 😍 😘 😋 😎 🤔 😅 😭 😢 😮 😱 😴 😤 😡 🙄 😷 🤝 👍 👎 👌 👏 🙏 💪 ✌️ 👋 ❤️ 💔 🎉 🎁 🌹 ☕ 🍵 🌿 📦 🚚 💰 ✅ ❌ ❓ ❗ ⏰ 🔥 ⭐ 🌙';

/** A small set, drawn when it is first wanted. Arrow keys walk through it. */
export function emojiPicker(pick: (emoji: string) => void): HTMLElement {
  const buttons = EMOJI.split(' ').map((emoji, index) => h('button', {
    type: 'button', tabindex: index === 0 ? 0 : -1, 'aria-label': emoji, click: () => { pick(emoji); },
  }, emoji));
  const keydown = (event: KeyboardEvent): void => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  return h('div', { class: 'emoji', role: 'group', keydown }, ...buttons);
}
