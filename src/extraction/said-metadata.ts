import { Parser } from 'htmlparser2'
import { ArticleUrl, Language } from '../articles/article.schema'

/**
 * What was said of an article, as the article's fields take it; null for what can't be it. Nothing is cut short: a byline
 * of a thousand letters is no byline.
 */
export function lineOf(value: string, longest: number): string | null {
  const line = value
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  // Half a character can't be kept; marks of direction and the like alone are no words.
  if (/\p{Surrogate}/u.test(line) || !/[\p{L}\p{N}]/u.test(line)) return null
  return line.length <= longest ? line : null
}

/** Words in which entities and tags were left (`Trump&#8217;s`): many sites escape what they put into JSON twice. */
export function plainWords(value: string): string {
  if (!/[&<]/.test(value)) return value
  let text = ''
  const parser = new Parser({ ontext: (words) => (text += words) }, { decodeEntities: true })
  parser.end(value.slice(0, 10_000))
  return text
}

/** “By Ana Ruiz | Reuters” as “Ana Ruiz | Reuters”. Placeholders of publishing systems are nobody. */
export function bylineOf(value: string): string | null {
  const line = lineOf(plainWords(value), 500)?.replace(/^by:?\s+/i, '')
  return !line || /^(?:admin|administrator|editor|webmaster|root|unknown|null|undefined|none)$/i.test(line)
    ? null
    : line
}

/** A headline without the outlet's name behind or before it: “Mayor denies it | The Daily”. */
export function withoutOutlet(headline: string, outlet: string | null): string {
  if (!outlet) return headline
  const parts = headline.split(/(\s+[|–—\-·•:»«]+\s+)/)
  const isOutlet = (part: string | undefined) => part !== undefined && sameName(part, outlet)
  if (parts.length >= 3 && isOutlet(parts.at(-1))) return parts.slice(0, -2).join('')
  return parts.length >= 3 && isOutlet(parts[0]) ? parts.slice(2).join('') : headline
}

function sameName(part: string, outlet: string): boolean {
  const bare = (name: string) =>
    name
      .toLowerCase()
      .replace(/^the\s+|\.(?:com|org|net|co\.uk)$/g, '')
      .replace(/[^\p{L}\p{N}]/gu, '')
  return bare(part) !== '' && bare(part) === bare(outlet)
}

/** An absolute http or https address; a relative one hangs on the page's. A site's front page is no article's address. */
export function addressOf(value: string, base: string | null): string | null {
  const trimmed = value.trim()
  if (!URL.canParse(trimmed, base ?? undefined)) return null
  const url = new URL(trimmed, base ?? undefined)
  if (url.username || url.password || (url.pathname === '/' && url.search === '')) return null
  const parsed = ArticleUrl.safeParse(url.href)
  return parsed.success ? parsed.data : null
}

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** A tag of BCP 47 whose language somebody speaks; “English” has a tag's form, and is none. */
export function languageOf(value: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(value.trim().replaceAll('_', '-'))
    if (!tag || !Language.safeParse(tag).success || /^(?:und|mul|zxx|x)\b/i.test(tag)) return null
    return LANGUAGES.of(tag.split('-')[0] ?? '') ? tag : null
  } catch {
    // A RangeError: no tag at all.
    return null
  }
}
