// Bundles the editor's one script into public/built/. Pages work without it.
import { build } from 'esbuild'

await build({
  entryPoints: ['src/browser/workbench.ts'],
  outdir: 'public/built',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
})
