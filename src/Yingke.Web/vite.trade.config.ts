import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The part of the buyer's window about orders: loaded with the first card, under a name that never changes.
export default defineConfig({
  publicDir: false,
  plugins: [{
    name: 'head',
    writeBundle() {
      const file = at('../Yingke.Server/wwwroot/widget-trade.js');
      // As in widget.js: a page in GBK would read it as GBK too.
      writeFileSync(file, `\uFEFF/* Yingke (MIT) */\n${readFileSync(file, 'utf8')}`);
    },
  }],
  build: {
    outDir: '../Yingke.Server/wwwroot',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: at('src/widget/trade/main.ts'), formats: ['iife'], name: 'YingkeTradePart', fileName: () => 'widget-trade.js' },
  },
});
