import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { transformSync } from '@swc/core'
import type { Guard } from './find-guards'

/** What of a checkout the build and the tests need; the rest of it stays where it is. */
const COPIED = ['src', 'views', 'test', 'bench', 'dist', 'public', 'seeds', 'docs']
const ALONE = ['package.json', 'jest.config.js', 'tsconfig.json', '.swcrc', 'ormconfig.ts', 'README.md', 'CHANGELOG.md']

/** A copy of the checkout, in which guards are taken out one at a time. */
export interface Copy {
  folder: string
  /** Takes a guard out, of the source and of the build; the result puts it back. */
  without(guard: Pick<Guard, 'file' | 'at' | 'found' | 'without'>): () => void
  remove(): void
}

/** @param root the checkout, built */
export function copyCheckout(root: string): Copy {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-guards-'))
  for (const name of COPIED) fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  for (const name of ALONE) fs.copyFileSync(path.join(root, name), path.join(folder, name))
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  return {
    folder,
    without({ file, at, found, without }) {
      const source = path.join(folder, file)
      const built = path.join(folder, 'dist', file.replace(/\.ts$/, '.js'))
      const text = fs.readFileSync(source, 'utf8')
      if (text.slice(at, at + found.length) !== found) throw new Error(`${file} is another than the list was made of`)
      const changed = text.slice(0, at) + without + text.slice(at + found.length)
      const before = fs.existsSync(built) && file.endsWith('.ts') ? fs.readFileSync(built) : null
      fs.writeFileSync(source, changed)
      if (before) fs.writeFileSync(built, compiled(changed, root))
      return () => {
        fs.writeFileSync(source, text)
        if (before) fs.writeFileSync(built, before)
      }
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

/** As the tests compile it, without a look at types: a guard that is gone leaves variables that nobody uses. */
function compiled(text: string, root: string): string {
  return transformSync(text, { configFile: path.join(root, '.swcrc'), filename: 'guard.ts', sourceMaps: false }).code
}
