import fs from 'node:fs'
import path from 'node:path'
import ejs from 'ejs'
import { escapeHtml } from './escape-html'

const VIEWS = path.join(rootFolder(), 'views')

/**
 * Renders a view. A template sees its model under one name, `it`, and whatever is called in it is a property of that:
 * `with` is off, which makes a render several times quicker and a misspelt name an error instead of an empty string.
 * Templates and their includes are compiled once.
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
    escape: escapeHtml,
    rmWhitespace: true,
    // Else each include copies its model twice, a twentieth of a chain's page. The copy guards what `with` would make of
    // an inherited name; without `with` it guards nothing.
    unsafePrototypeLocals: true,
  }
  const made = ejs.compile(fs.readFileSync(filename, 'utf8'), options) as Template
  compiled.set(view, made)
  return made
}

/** The checkout's own folder, from the sources and from the build in dist/ alike. */
export function rootFolder(): string {
  let folder = __dirname
  while (!fs.existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}
