import { describe, expect, it } from 'vitest';
import { identityOf, readSettings } from './options';

function script(data: Record<string, string>): HTMLScriptElement {
  const made = document.createElement('script');
  made.src = 'https://desk.test/widget.js';
  Object.assign(made.dataset, data);
  return made;
}

const at = (address: string): URL => new URL(address);

describe('the script line', () => {
  it('says shop, source and order', () => {
    const settings = readSettings(script({ shop: 'pk_1', source: 'order_detail', order: '{"id":"o1","title":"茶"}' }), at('https://tea.test/order'));
    expect(settings).toMatchObject({
      options: { origin: 'https://desk.test', shop: 'pk_1', theme: 'light', launcher: true, whole: false },
      page: { source: 'order_detail', channel: 'web', order: { id: 'o1', title: '茶' } }, open: false,
    });
  });

  it('needs a shop', () => {
    expect(readSettings(script({}), at('https://tea.test/'))).toBeUndefined();
  });

  it('takes what it does not understand for nothing', () => {
    const settings = readSettings(script({ shop: 'pk_1', source: 'moon', product: '{broken', identity: '{"memberId":1}', position: 'top', theme: 'x' }), at('https://tea.test/'));
    expect(settings).toMatchObject({ page: { source: 'other' }, options: { theme: 'light' } });
    expect(settings?.page.product ?? settings?.identity ?? settings?.options.position).toBeUndefined();
  });

  it('reads a page\'s address only where the window is the page', () => {
    const address = at('https://desk.test/chat.html?shop=pk_2&source=message_center&language=en');
    expect(readSettings(script({ mode: 'page' }), address)).toMatchObject({
      options: { shop: 'pk_2', whole: true, language: 'en-US' }, page: { source: 'message_center', channel: 'h5' }, open: true,
    });
    expect(readSettings(script({ shop: 'pk_1' }), address)?.options.shop).toBe('pk_1');
  });

  it('follows the language of the page', () => {
    document.documentElement.lang = 'en-GB';
    expect(readSettings(script({ shop: 's' }), at('https://tea.test/'))?.options.language).toBe('en-US');
    document.documentElement.lang = 'zh-Hans';
    expect(readSettings(script({ shop: 's' }), at('https://tea.test/'))?.options.language).toBe('zh-CN');
  });
});

describe('an identity', () => {
  it('is whole or nothing', () => {
    const whole = { memberId: 'm', expires: 1, signature: 'ab', name: '苏晓' };
    expect(identityOf(whole)).toEqual(whole);
    expect(identityOf({ memberId: 'm', expires: '1', signature: 'ab' })).toBeUndefined();
    expect(identityOf(null)).toBeUndefined();
  });
});
