import { MOST_LINKED_DATA } from './limits'

/** What an article's linked data says of it, in words; nothing is judged yet. */
export interface LinkedArticle {
  headline: string[]
  authors: string[]
  publisher: string[]
  published: string[]
  modified: string[]
  language: string[]
  url: string[]
}

const ARTICLE =
  /^(?:https?:\/\/schema\.org\/)?(?:\w*NewsArticle|Article|Report|\w*Article|\w*BlogPosting|SocialMediaPosting|LiveBlogPosting)$/
type Thing = Record<string, unknown>

/**
 * The article that JSON-LD scripts tell of: the first whose type is one. Scripts that are no JSON are passed over, one by
 * one; what is nested or long without measure is looked at only so far.
 */
export function linkedArticle(scripts: readonly string[]): LinkedArticle | null {
  const things = scripts.flatMap((script) => thingsIn(parsed(script)))
  const article = things.find((thing) => typesOf(thing).some((type) => ARTICLE.test(type)))
  if (!article) return null
  const byId = new Map(
    things.flatMap((thing) => (typeof thing['@id'] === 'string' ? [[thing['@id'], thing] as const] : [])),
  )
  // In a graph the author stands apart, and is only named: the thing with most said of it is the one meant.
  for (const thing of things) {
    const id = thing['@id']
    const known = typeof id === 'string' ? byId.get(id) : undefined
    if (typeof id === 'string' && known && Object.keys(thing).length > Object.keys(known).length) byId.set(id, thing)
  }
  const names = (value: unknown) => listOf(value).flatMap((one) => nameOf(one, byId))
  const texts = (value: unknown) => listOf(value).filter((one) => typeof one === 'string')
  const urls = (value: unknown) =>
    listOf(value).flatMap((one) => (typeof one === 'string' ? [one] : isThing(one) ? texts(one['@id'] ?? one.url) : []))
  return {
    headline: [...texts(article.headline), ...texts(article.name)],
    authors: names(article.author ?? article.creator),
    publisher: names(article.publisher ?? article.sourceOrganization),
    published: [...texts(article.datePublished), ...texts(article.dateCreated)],
    modified: texts(article.dateModified),
    language: listOf(article.inLanguage).flatMap((one) =>
      typeof one === 'string' ? [one] : isThing(one) ? texts(one.alternateName) : [],
    ),
    url: [...urls(article.mainEntityOfPage), ...urls(article.url)],
  }
}

/** JSON as pages have it: in a comment or a CDATA section, with a semicolon behind it. Undefined for what is none. */
function parsed(script: string): unknown {
  const json = script
    .replace(/^\s*(?:\/\*\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*\/)?/, '')
    .replace(/(?:\/\*\s*)?(?:-->|\]\]>)(?:\s*\*\/)?\s*$/, '')
    .replace(/;\s*$/, '')
  try {
    return JSON.parse(json)
  } catch {
    try {
      // The commonest slip: a line end or a tab as it is within a string.
      return JSON.parse(json.replace(/\p{Cc}+/gu, ' '))
    } catch {
      return undefined
    }
  }
}

/** All objects within, in order; without recursion, since JSON may be nested as deeply as it is long. */
function thingsIn(value: unknown): Thing[] {
  const found: Thing[] = []
  const waiting: unknown[] = [value]
  for (let seen = 0; waiting.length > 0 && seen < MOST_LINKED_DATA; seen++) {
    const next = waiting.shift()
    if (isThing(next)) found.push(next)
    if (typeof next !== 'object' || next === null) continue
    for (const inner of Object.values(next)) if (typeof inner === 'object' && inner !== null) waiting.push(inner)
  }
  return found
}

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, 50) : value === undefined ? [] : [value]
const typesOf = (thing: Thing) => listOf(thing['@type']).filter((type) => typeof type === 'string')

function nameOf(value: unknown, byId: ReadonlyMap<string, Thing>): string[] {
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? [] : [value]
  if (!isThing(value)) return []
  const meant = value.name === undefined && typeof value['@id'] === 'string' ? (byId.get(value['@id']) ?? value) : value
  return listOf(meant.name).filter((name) => typeof name === 'string')
}
