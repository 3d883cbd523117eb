import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Guard } from './find-guards'

/** What of a checkout the sweep needs. */
export const FOR_THE_SWEEP = ['src', 'views', 'bench', 'public']

/** What the product's tests need beside that. */
const FOLDERS = [...FOR_THE_SWEEP, 'test', 'seeds', 'docs']

/** A copy of the checkout, in which guards are taken out one at a time. */
export interface Copy {
  folder: string
  /** Takes a guard out; the result puts it back. */
  without(guard: Pick<Guard, 'file' | 'at' | 'found' | 'without'>): () => void
  remove(): void
}

/**
 * @param root the checkout, with its browser module built
 * @param folders what is needed of it; the tests want all
 */
export function copyCheckout(root: string, folders: readonly string[] = FOLDERS): Copy {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-guards-'))
  for (const name of folders) fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  for (const entry of fs.readdirSync(root, { withFileTypes: true })) {
    if (entry.isFile() && entry.name !== '.git')
      fs.copyFileSync(path.join(root, entry.name), path.join(folder, entry.name))
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  return {
    folder,
    without({ file, at, found, without }) {
      const source = path.join(folder, file)
      const text = fs.readFileSync(source, 'utf8')
      if (text.slice(at, at + found.length) !== found) throw new Error(`${file} is another than the list was made of`)
      fs.writeFileSync(source, text.slice(0, at) + without + text.slice(at + found.length))
      return () => fs.writeFileSync(source, text)
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}
