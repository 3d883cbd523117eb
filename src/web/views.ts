import fs from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'
import { rootFolder } from '../root-folder'
import { words } from '../words/words'
import { escapeHtml } from './escape-html'

const VIEWS = path.join(rootFolder(), 'views')

/** What every template sees as `this`; the catalogue's fixed words are written into it beforehand. */
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
    _with: false,
    localsName: 'it',
    context: { ...SHARED, include },
    escape: escapeHtml,
    rmWhitespace: true,
    // Else each render copies its model. The copy guards what `with` would make of an inherited name; without `with` it
    // guards nothing.
    unsafePrototypeLocals: true,
  }
  const text = withWords(fs.readFileSync(filename, 'utf8')).replace(/\binclude\(/g, 'this.include(it, ')
  const made = ejs.compile(text, options) as Template
  compiled.set(view, made)
  return made
}

/**
 * What a template includes, as EJS has it: a view, which sees the model of whoever includes it, with `own` over that. EJS's
 * own looks for the file each time and copies both models member by member, and a page of thirty claims includes some two
 * hundred.
 */
function include(model: object, view: string, own: object = model): string {
  return template(view.slice(1))(own === model ? model : { ...model, ...own })
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
