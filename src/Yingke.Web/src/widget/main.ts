import { mount } from './mount';
import { readSettings } from './options';

const script = document.currentScript;
const settings = script instanceof HTMLScriptElement ? readSettings(script) : undefined;

if (!settings) console.warn('[yingke] The script line needs data-shop with the public key of the shop.');
else if (document.readyState !== 'loading') mount(settings);
else document.addEventListener('DOMContentLoaded', () => { mount(settings); });
