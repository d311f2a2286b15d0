import { expect, test } from 'vitest';
import { showsPicture } from './pictures';

const own = 'https://desk.example.cn';

test.each([
  ['/storefront/img/tea.svg', [], true],
  ['https://desk.example.cn/a.png', [], true],
  ['https://img.example.com/a.png', [], false],
  ['https://img.example.com/a.png', ['img.example.com'], true],
  ['//img.example.com/a.png', ['img.example.com'], true],
  ['http://img.example.com/a.png', ['img.example.com'], false],
  ['https://a.b.example.com/a.png', ['*.example.com'], true],
  ['https://example.com/a.png', ['*.example.com'], false],
  ['https://evilexample.com/a.png', ['*.example.com'], false],
  ['https://img.example.com.evil.net/a.png', ['img.example.com'], false],
  ['https://img.example.com@evil.net/a.png', ['img.example.com'], false],
  ['https://img.example.com:8443/a.png', ['img.example.com'], false],
  ['javascript:alert(1)', ['*.example.com'], false],
  [undefined, ['*.example.com'], false],
])('%s of %j', (address, hosts, shown) => {
  expect(showsPicture(address, hosts, own)).toBe(shown);
});
