import type { wordsIn } from './aftersaleWords';

export interface Slip { shopName: string; orderNumber: string; number: string; buyerName?: string; buyerPhone?: string; to: { contact: string; phone: string; region: string; street: string }; product: string; quantity: number }

type Words = ReturnType<typeof wordsIn>;

/** What has to lie in the parcel, and where it goes. */
export function slipLines(slip: Slip, w: Words): [string, string][] {
  const { contact, phone, region, street } = slip.to;
  return [[w.order, slip.orderNumber], [w.number, slip.number], [w.name, slip.buyerName ?? ''], [w.phone, slip.buyerPhone ?? ''], [w.to, `${contact} ${phone} ${region}${street}`]];
}

/** On paper, by a page of its own: the shop's page around the window is not printed. */
export function printSlip(slip: Slip, w: Words): void {
  const page = window.open('', '_blank', 'width=520,height=640');
  if (!page) return;
  const { document: d } = page;
  d.title = `${slip.shopName} ${w.slip}`;
  const add = (tag: string, text: string, style: string): void => {
    const element = d.createElement(tag);
    element.textContent = text;
    element.style.cssText = style;
    d.body.append(element);
  };
  d.body.style.cssText = 'font:16px/28px system-ui,sans-serif;padding:24px;color:#000';
  add('h1', d.title, 'font-size:20px;margin:0 0 16px');
  add('p', `${slip.product} × ${slip.quantity}`, 'margin:0 0 8px');
  for (const [name, value] of slipLines(slip, w)) add('p', `${name}：${value}`, 'margin:0');
  page.print();
}
