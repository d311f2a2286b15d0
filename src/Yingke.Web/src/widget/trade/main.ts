import type { Trade } from '../view/trade';
import { card } from './card';
import { complaints } from './complaints';
import { orders } from './orders';
import { robotFoot } from './robot';
import { STYLES } from './styles';

// A part of the window that is loaded when it is needed; it draws into the window's own shadow root.
const part: Trade = {
  card: (kit, data, resized) => card(kit, data, resized),
  robot: (kit, robot) => robotFoot(kit, robot),
  orders: (kit, close) => orders(kit, close),
  complaints: (kit, close, about) => complaints(kit, close, about),
};

dress();
window.YingkeTrade = part;

function dress(): void {
  const shadow = document.querySelector('yingke-window')?.shadowRoot;
  if (!shadow) return;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = STYLES;
    shadow.append(style);
  }
}
