import { el } from './el';
import { chosenMember } from './window';

/** After how long the demo's telephone is picked up: long enough to see the caller's card come up. */
const PICK_UP_MS = 6000;

interface Ringing { call: string; agent: string; line: string }

let busy = false;

/** 拨打 400: the demo's exchange reports a call, picks up after a while and rings off when the visitor does. Nobody really speaks. */
export function phone(): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'call' }, '拨打 400');
  button.addEventListener('click', () => {
    if (!busy) void dial();
  });
  return button;
}

async function dial(): Promise<void> {
  busy = true;
  const said = el('p', { role: 'status' }, '正在呼叫…');
  const buttons = el('div', { class: 'keys' });
  const box = el('section', { class: 'phone', 'aria-label': '400 热线' }, el('strong', {}, '400-826-7788'), said, buttons);
  document.body.append(box);
  const close = (): void => {
    box.remove();
    busy = false;
  };
  const key = (text: string, press: () => void): HTMLButtonElement => {
    const made = el('button', { type: 'button' }, text);
    made.addEventListener('click', press);
    return made;
  };
  const ringing = await send<Ringing>('', { memberId: chosenMember() });
  if (!ringing) {
    said.textContent = '没有打通，演示店铺没有接热线的客服。';
    buttons.replaceChildren(key('关闭', close));
    return;
  }
  said.textContent = `振铃中，请看客服 ${ringing.agent} 的工作台`;
  const pickUp = setTimeout(() => {
    said.textContent = `${ringing.agent} 已接听（演示里没有声音）`;
    void send(`/${ringing.call}/answer`, {});
  }, PICK_UP_MS);
  buttons.replaceChildren(key('挂断', () => {
    clearTimeout(pickUp);
    void send(`/${ringing.call}/end`, {});
    said.textContent = '通话已结束，请对本次服务评价';
    const rate = (survey: string) => (): void => {
      void send(`/${ringing.call}/end`, { survey });
      close();
    };
    buttons.replaceChildren(key('满意', rate('satisfied')), key('不满意', rate('unsatisfied')), key('不评价', rate('declined')));
  }));
}

async function send<T>(path: string, body: object): Promise<T | undefined> {
  try {
    const answer = await fetch(`/api/v1/demo/calls${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Yingke': '1' }, body: JSON.stringify(body) });
    return answer.ok ? ((answer.status === 204 ? {} : await answer.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
