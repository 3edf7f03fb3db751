import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const from = (path: string): string => join(root, path)

/** The programs of the main side. Each is one file in `out/main`, beside the chunks they share. */
const entries: Readonly<Record<string, string>> = {
  index: 'electron/main.ts',
  cli: 'electron/cli/index.ts',
  serve: 'electron/browser-shell/serve.ts',
  'store-worker': 'electron/workbench/store/store-worker.ts',
  'format-worker': 'electron/workbench/corpus/formats/format-worker.ts',
  'annotation-worker': 'electron/workbench/exchange/readers/annotation-worker.ts',
  'restore-worker': 'electron/workbench/session/restore-worker.ts',
  'extraction-worker': 'electron/workbench/extraction-pool/extraction-worker.ts',
}

export default defineConfig({
  main: {
    build: {
      // The default is Electron's own Node; the browser shell and the command line run on the user's.
      target: 'node20.19',
      // Everything is bundled (sql.js too), so that a package needs no node_modules.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, from(path)])),
        // Flat: a shared module finds a worker with new URL('./store-worker.js', import.meta.url),
        // and `resources` with ../../resources, both of which a folder for chunks would break.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: from('electron/preload.ts') },
        // A sandboxed preload must be CommonJS and may require `electron` only.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('renderer'),
    // Relative, because the page is served from app:// in one shell and from loopback in the other.
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome134',
      minify: true,
      cssMinify: true,
      // Fonts and images stay files: the policy allows no data: fonts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: from('renderer/index.html'),
        output: {
          // Screens come in chunks of their own. zod and the word that it must not make code from strings come first.
          advancedChunks: {
            groups: [{ name: 'schemas', test: /node_modules[\\/]zod[\\/]|app[\\/]no-eval/ }],
          },
        },
      },
    },
  },
})
