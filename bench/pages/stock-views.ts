import fs from 'node:fs'
import path from 'node:path'
import { rootFolder } from '../../src/root-folder'
import { withWords } from '../../src/web/views'

/**
 * Writes the product's templates as EJS has them where nothing is set: values are names in scope (`with`), includes are
 * relative and given what they need, empty lines and indents are none in the text itself. What they render to is the
 * same, byte for byte.
 */
export function writeStockViews(folder: string) {
  const views = path.join(rootFolder(), 'views')
  for (const file of fs.readdirSync(views, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ejs')) continue
    const target = path.join(folder, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, asStock(fs.readFileSync(path.join(views, file), 'utf8'), path.dirname(file)))
  }
}

function asStock(template: string, folder: string): string {
  const text = withWords(template)
    .replaceAll('this.words', 'words')
    .replace(/[\r\n]+/g, '\n')
    .replace(/^\s+|\s+$/gm, '')
  return withStockIncludes(text, folder)
}

/** `include('/partials/date', { date })` as `include('../partials/date', { it: { ...it, ...({ date }) } })`. */
function withStockIncludes(text: string, folder: string): string {
  const parts = text.split(/include\('\/([\w/-]+)'/)
  let result = parts[0] ?? ''
  for (let place = 1; place < parts.length; place += 2) {
    const rest = parts[place + 1] ?? ''
    const end = closingOf(rest)
    const given = rest.slice(0, end).replace(/^,\s*/, '')
    const relative = path.posix.relative(folder, parts[place] ?? '')
    result += `include('${relative}', { it: ${given === '' ? 'it' : `{ ...it, ...(${given}) }`} }${rest.slice(end)}`
  }
  return result
}

/** Where the bracket closes that was open before a text. */
function closingOf(text: string): number {
  let depth = 1
  for (let place = 0; place < text.length; place += 1) {
    if ('([{'.includes(text[place] as string)) depth += 1
    if (')]}'.includes(text[place] as string)) depth -= 1
    if (depth === 0) return place
  }
  throw new Error('an include without an end')
}
