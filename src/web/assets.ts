import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import express, { type RequestHandler, Router } from 'express'
import { rootFolder } from '../root-folder'
import { onlyAt } from './only-at'

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

/** Texts of public/ that are asked for with a page, and what they are sent as. */
const TEXTS = /^\/[\w-]+\.(css|svg)$/

/** A style sheet as browsers need it: its comments, which are for whoever changes it, are a seventh of what would be sent. */
export const withoutComments = (css: string): string =>
  css.replace(/("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/\n?/g, (_, text = '') => text)

/** A text as it is sent, and in brotli's best form. */
function sentForms(file: string): { plain: Buffer; br: Buffer } {
  const bytes = fs.readFileSync(file)
  const plain = file.endsWith('.css') ? Buffer.from(withoutComments(bytes.toString('utf8'))) : bytes
  return { plain, br: zlib.brotliCompressSync(plain) }
}

/**
 * Sends styles and icons in brotli’s best form, to whoever takes that: made once for all requests, it may take the 30 ms
 * that an answer of the moment may not, and the styles of a first visit are a seventh smaller.
 */
function smallest(): RequestHandler {
  const known = new Map<string, ReturnType<typeof sentForms>>()
  return (req, res, next) => {
    const file = path.join(PUBLIC, req.path)
    if (!TEXTS.test(req.path) || !fs.existsSync(file)) return next()
    const forms = known.get(req.path) ?? sentForms(file)
    known.set(req.path, forms)
    res.type(path.extname(file)).vary('Accept-Encoding').set('Cache-Control', 'public, max-age=31536000, immutable')
    if (req.acceptsEncodings('br') === 'br') res.set('Content-Encoding', 'br').send(forms.br)
    else res.send(forms.plain)
  }
}

/** Styles, the editor's script and fonts. */
export function assetRoutes() {
  const router = Router()
  const forEver = { immutable: true, maxAge: '365d', index: false } as const
  router.use('/assets', smallest(), express.static(PUBLIC, forEver))
  router.use('/fonts', express.static(FONTS, forEver))
  return onlyAt(/^\/(?:assets|fonts)\//i, router)
}
