// Bundles the pages of web/ into dist/web: one script and one style sheet per page, and nothing from another host.
import path from 'node:path';
import { build } from 'vite';

const ROOT = path.join(import.meta.dirname, '..', '..');
const WEB = path.join(ROOT, 'web');

/** GraphiQL's fonts are nine tenths of its style sheet; the system has some. */
const withoutFonts = {
  name: 'without-fonts',
  enforce: 'pre',
  transform: {
    filter: { id: /\/graphiql\/dist\/style\.css$/ },
    handler: (code) => code.replace(/@font-face\s*\{[^}]*\}/g, ''),
  },
};

await build({
  configFile: false,
  root: WEB,
  base: './', // the gateway may stand below a path
  logLevel: 'error', // a warning for each "use client" in what others wrote
  plugins: [withoutFonts],
  resolve: { alias: { 'react-style-singleton': path.join(WEB, 'graphiql', 'no-style.ts') } },
  build: {
    outDir: path.join(ROOT, 'dist', 'web'),
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      input: path.join(WEB, 'graphiql.html'),
      output: {
        codeSplitting: false,
        entryFileNames: '[name]/main.js',
        assetFileNames: '[name]/main[extname]',
      },
    },
  },
});
