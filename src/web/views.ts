import fs from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'
import { words } from '../words/words'
import { escapeHtml } from './escape-html'

const VIEWS = path.join(rootFolder(), 'views')

/** What every template sees as `this`. */
export const SHARED = { words }

/**
 * Renders a view. A template sees its model under one name, `it`, and whatever is called in it is a property of that:
 * `with` is off, which makes a render several times quicker and a misspelt name an error instead of an empty string.
 * What all templates share is `this`: the catalogue of words. Templates and their includes are compiled once.
 */
export function render(view: string, model: object): string {
  return template(view)(model)
}

type Template = (model: object) => string

const compiled = new Map<string, Template>()

function template(view: string): Template {
  const known = compiled.get(view)
  if (known) return known
  const filename = path.join(VIEWS, `${view}.ejs`)
  const options: ejs.Options & { async: false; unsafePrototypeLocals: true } = {
    async: false,
    filename,
    root: VIEWS,
    views: [VIEWS],
    cache: true,
    _with: false,
    localsName: 'it',
    context: SHARED,
    escape: escapeHtml,
    rmWhitespace: true,
    // Else each include copies its model twice, a twentieth of a chain's page. The copy guards what `with` would make of
    // an inherited name; without `with` it guards nothing.
    unsafePrototypeLocals: true,
  }
  const made = ejs.compile(withWords(fs.readFileSync(filename, 'utf8')), options) as Template
  compiled.set(view, made)
  return made
}

/** A place of a template where a fixed word of the catalogue stands: `<%= this.words.chain.unanswered %>`. */
const FIXED_WORD = /<%= this\.words((?:\.\w+)+) %>/g

/**
 * A template's text with the catalogue's fixed words written into it, so that a render neither looks them up nor escapes
 * them. Throws where the catalogue has no such word: a misspelt one would be an empty string on the page.
 */
export function withWords(template: string): string {
  return template.replace(FIXED_WORD, (place, path: string) => {
    const found = path
      .slice(1)
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], words)
    if (typeof found !== 'string') throw new Error(`No such words in the catalogue: ${place}`)
    return escapeHtml(found).replaceAll('<%', '<%%')
  })
}

// What a template includes is read by EJS itself.
ejs.fileLoader = (file: string) => withWords(fs.readFileSync(file, 'utf8'))

/** The checkout's own folder, from the sources and from the build in dist/ alike. */
export function rootFolder(): string {
  let folder = __dirname
  while (!fs.existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}
