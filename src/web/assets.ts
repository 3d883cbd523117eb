import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import express, { Router } from 'express'
import { onlyAt } from './only-at'
import { rootFolder } from './views'

const PUBLIC = path.join(rootFolder(), 'public')
const FONTS = path.join(rootFolder(), 'node_modules/@fontsource-variable/source-serif-4/files')

const versions = new Map<string, string>()

/** The address of a file of public/, with its content's hash, so that browsers may keep it for ever. */
export function assetUrl(file: string): string {
  let version = versions.get(file)
  if (version === undefined) {
    version = createHash('sha256')
      .update(fs.readFileSync(path.join(PUBLIC, file)))
      .digest('hex')
      .slice(0, 12)
    versions.set(file, version)
  }
  return `/assets/${file}?v=${version}`
}

/** Styles, the editor's script and fonts. */
export function assetRoutes() {
  const router = Router()
  const forEver = { immutable: true, maxAge: '365d', index: false } as const
  router.use('/assets', express.static(PUBLIC, forEver))
  router.use('/fonts', express.static(FONTS, forEver))
  return onlyAt(/^\/(?:assets|fonts)\//i, router)
}
