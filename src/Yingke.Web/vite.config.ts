import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.YINGKE_URL ?? 'http://localhost:5080';

// The workbench. It is built before the widget and clears the folder; the widget's build adds to it.
export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../Yingke.Server/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is served by the program itself; inlined data: addresses would need a wider policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
  server: {
    proxy: {
      '/api': server,
      '/hubs': { target: server, ws: true },
    },
  },
});
