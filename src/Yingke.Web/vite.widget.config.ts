import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { build, defineConfig } from 'vite';

const LIMIT = 30_000;
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A shop's page loads this on every visit: the build fails when it grows over its size. */
const weigh: Plugin = {
  name: 'weigh',
  // What is written, not what is generated: minifying comes in between.
  writeBundle() {
    const size = gzipSync(readFileSync(at('../Yingke.Server/wwwroot/widget.js')), { level: 9 }).length;
    if (size > LIMIT) this.error(`widget.js is ${size} bytes gzip, more than ${LIMIT}`);
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
  plugins: [quiet, weigh, storefront],
  build: {
    outDir: '../Yingke.Server/wwwroot',
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: { output: { banner: '/* Yingke (MIT), with parts of @microsoft/signalr (MIT, .NET Foundation) */' } },
    lib: { entry: at('src/widget/main.ts'), formats: ['iife'], name: 'YingkeWindow', fileName: () => 'widget.js' },
  },
});
