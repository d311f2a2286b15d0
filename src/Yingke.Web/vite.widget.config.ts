import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { build, defineConfig } from 'vite';

const LIMIT = 30_000;
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The byte order mark first: on a page in GBK a script without it would be read as GBK too. */
const HEAD = '\uFEFF/* Yingke (MIT), with parts of @microsoft/signalr (MIT, .NET Foundation) */\n';

/** Puts the head on what minifying left, and fails when a shop's page would have to load more than it should. */
const finish: Plugin = {
  name: 'finish',
  writeBundle() {
    const file = at('../Yingke.Server/wwwroot/widget.js');
    const code = HEAD + readFileSync(file, 'utf8');
    const size = gzipSync(code).length;
    if (size > LIMIT) this.error(`widget.js is ${size} bytes gzip, more than ${LIMIT}`);
    writeFileSync(file, code);
  },
};

/** SignalR's log lines go nowhere here (NullLogger), and their words are a tenth of the whole file. */
const quiet: Plugin = {
  name: 'quiet',
  transform(code, id) {
    if (!id.includes('@microsoft/signalr')) return undefined;
    return { code: code.replace(/^\s*(this\._)?logger\.log\(.*\);$/gm, ''), map: null };
  },
};

/** The demo shop and the whole-page window: plain pages, built after the window they embed. */
const storefront: Plugin = {
  name: 'storefront',
  async closeBundle(error) {
    if (error) return;
    await build({
      configFile: false,
      logLevel: 'warn',
      root: at('storefront'),
      base: '/storefront/',
      publicDir: at('storefront/public'),
      build: {
        outDir: at('../Yingke.Server/wwwroot/storefront'),
        emptyOutDir: true,
        target: 'es2022',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: ['index', 'product', 'orders', 'order', 'messages'].map((page) => at(`storefront/${page}.html`)),
        },
      },
    });
  },
};

// One file under a name that never changes: it is written into shops' pages.
export default defineConfig({
  publicDir: at('src/widget/public'),
  plugins: [quiet, finish, storefront],
  build: {
    outDir: '../Yingke.Server/wwwroot',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: at('src/widget/main.ts'), formats: ['iife'], name: 'YingkeWindow', fileName: () => 'widget.js' },
  },
});
