// Bundles the editor's script into public/built/, and beside it what no key waits for. Pages work without either.
import fs from 'node:fs'
import { build } from 'esbuild'

fs.rmSync('public/built', { recursive: true, force: true })

await build({
  entryPoints: ['src/browser/workbench.ts', 'src/browser/later.ts', 'src/browser/unsaved.ts'],
  outdir: 'public/built',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
})
