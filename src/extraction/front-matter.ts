import { words } from '../words/words'
import type { Metadata, MetadataName } from './extracted'
import { saidTime } from './said-day'
import { addressOf, bylineOf, languageOf, lineOf } from './said-metadata'

/** What stands before a Markdown text, between two lines of `---` (YAML) or `+++` (TOML). */
export interface FrontMatter {
  fields: Map<string, string[]>
  /** The text behind it. */
  rest: string
}

/** Longer is none: then the text only begins with a rule. */
const MOST_LINES = 100

/** A longer one is no field that is asked for. */
const LONGEST_LINE = 2_500

/** Reads keys with one value or a list of them, which is all that is asked for; what is nested is passed over. */
export function frontMatter(text: string): FrontMatter {
  const lines = text.split('\n', MOST_LINES + 2)
  const fence = lines[0]?.trimEnd()
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === fence)
  if ((fence !== '---' && fence !== '+++') || end < 0) return { fields: new Map(), rest: text }

  const fields = new Map<string, string[]>()
  let open: string[] | null = null
  for (const line of lines.slice(1, end).filter((line) => line.length <= LONGEST_LINE)) {
    const item = /^\s*-\s+(.*)$/.exec(line)
    const field = /^([\w-]+)\s*[:=]\s*(.*)$/.exec(line)
    if (item && open) open.push(...valuesOf(item[1] ?? ''))
    else if (field) {
      open = valuesOf(field[2] ?? '')
      fields.set((field[1] ?? '').toLowerCase(), open)
    }
  }
  const length = lines.slice(0, end + 1).reduce((sum, line) => sum + line.length + 1, 0)
  return { fields, rest: text.slice(length) }
}

/** `"Ana Ruiz"`, `[Ana Ruiz, Jo Li]`, `name: Ana Ruiz` of a list of authors. */
function valuesOf(written: string): string[] {
  const value = written.replace(/\s+#\s.*$/, '').trim()
  const list = /^\[(.*)\]$/.exec(value)
  const values = list ? (list[1] ?? '').split(',') : [value]
  return values.map((one) => unquoted(one.trim().replace(/^name:\s*/, ''))).filter((one) => one !== '')
}

const unquoted = (value: string) => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value

const NAMES: Record<Exclude<MetadataName, 'publishedAt'>, string[]> = {
  headline: ['title', 'headline'],
  byline: ['author', 'authors', 'byline'],
  outlet: ['publication', 'outlet', 'publisher', 'site', 'source_name'],
  publishedOn: ['date', 'published', 'published_on', 'publishedon', 'pubdate'],
  modifiedAt: ['modified', 'updated', 'lastmod', 'last_modified'],
  url: ['url', 'link', 'canonical', 'canonical_url', 'original', 'source'],
  language: ['lang', 'language', 'locale'],
}

/** What the fields say of the article, as far as it can be that. */
export function metadataOfFields(fields: ReadonlyMap<string, string[]>): Metadata {
  const said = (name: keyof typeof NAMES) => NAMES[name].map((key) => fields.get(key)?.join(', ')).find(Boolean) ?? ''
  const published = saidTime(said('publishedOn'))
  const values: [MetadataName, string | null | undefined][] = [
    ['headline', lineOf(said('headline'), 500)],
    ['byline', bylineOf(said('byline'))],
    ['outlet', lineOf(said('outlet'), 200)],
    ['publishedOn', published?.day],
    ['publishedAt', published?.time],
    ['modifiedAt', saidTime(said('modifiedAt'))?.time],
    ['url', addressOf(said('url'), null)],
    ['language', languageOf(said('language'))],
  ]
  const from = words.extraction.from.frontMatter
  return Object.fromEntries(values.flatMap(([name, value]) => (value ? [[name, { value, from }]] : [])))
}
