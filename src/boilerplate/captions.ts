import { words } from '../words/words'
import { has, type Line } from './line'
import type { Page } from './page'

/** Beyond so many words it is a paragraph with a credit in it; agencies’ captions have up to 70. */
const LONGEST = 80

/** Captions, by the credit that they begin or end with. A lone “Name / Agency” is not told from a byline. */
export function markCaptions(page: Page) {
  for (const [at, line] of page.lines.entries()) {
    if (!page.isOpen(at) || line.size > LONGEST) continue
    const credit = creditOf(line)
    if (credit !== null) page.mark(at, at + 1, 'caption', words.boilerplate.credit(credit))
  }
}

const PICTURE =
  '(?:file )?(?:photo(?:graph|graphie)?s?|pictures?|images?|fotos?|fotografía|bild(?:er)?|rubriklistenbild|фото|снимок)'

/** Where a credit may begin: with the line, behind a sentence, in brackets, behind a dash. */
const PICTURE_NAMED = new RegExp(
  `(?:^|[.!?…»”"’)]\\s+|[([]\\s*|\\s[–—|·-]\\s*)` +
    `(${PICTURE}(?:\\s(?:credits?|courtesy|illustration|на обложке))?)(?![\\p{L}])`,
  'giu',
)

/** “Photo: X”, “Foto: X”, “Photo © X”. */
const NAMES_OWNER = /^\s?[:©/]/

/**
 * “(Photo by Ana Ruiz)”, “Photo Le Courrier / Ana Ruiz”: names up to the bracket or the line’s end. In “Photos by
 * residents show …” a sentence goes on.
 */
const NAMES_BEHIND =
  /^\s(?:(?:by|via|courtesy of|von|par|de|di)\s)?\p{Lu}[\p{L}’'.-]*(?:[\s/,&]+[\p{L}’'.-]+){0,9}(?:[)\]]\.?|(?<!\.))$/u

/** A picture agency’s name with fewer words before it is a lone credit. */
const FEWEST = 8

/** Agencies that sell pictures and nothing else, in words that nobody speaks. */
const PICTURE_AGENCY = /(?:[/,(©]|via|\s)\s?(Getty Images|Shutterstock|iStock|Alamy|Unsplash|Pixabay|Flickr)\.?\)?\.?$/i

/** “… of the bridge. ANA RUIZ / REUTERS”: capitals behind a sentence’s end. */
const CAPITALS = /[\p{Ll}\d][.!?…»”"]+\s+((?:[\p{Lu}.’'-]+[\s/]+)+[«"“]?[\s\p{Lu}.’'/&-]{3,}[»"”]?)$/u

/** “… of the bridge. Ana Ruiz / Reuters”, behind a sentence’s end. */
const AGENCY = /[\p{Ll}\d][.!?…»”"]+\s+(\p{Lu}[\p{L}.’'-]+(?:\s\p{Lu}[\p{L}.’'-]+){1,3}\s?\/\s?\p{Lu}[\p{L} ]{1,25})$/u

/** “© Name/Agency” behind words; at the beginning, followed by a year, it is the page’s copyright. */
const COPYRIGHT_OF_PICTURE = /(?:\S\s|^)(©\s?(?!\d|\s)[^©]{3,60})$/u

/** So much of a line’s end may be its credit, in UTF-16 units. */
const LONGEST_CREDIT = 110

function creditOf(line: Line): string | null {
  const { text } = line
  const end = text.slice(-LONGEST_CREDIT)
  const [, agency] = PICTURE_AGENCY.exec(end) ?? []
  if (agency && (line.size >= FEWEST || /\bvia\b|^\(/i.test(text))) return agency
  const named = namedCredit(text.length > LONGEST_CREDIT ? end : text) ?? atBeginning(text)
  if (named !== null) return named
  // What follows has no word for a picture: a quotation’s end with a name behind it looks the same.
  if (has(line, 'saying')) return null
  const unnamed = CAPITALS.exec(end) ?? AGENCY.exec(end)
  if (unnamed?.[1] && text.length > unnamed[1].length + 20) return unnamed[1].trim()
  const [, copyright] = COPYRIGHT_OF_PICTURE.exec(end) ?? []
  return copyright && !has(line, 'notices') ? copyright : null
}

function namedCredit(text: string): string | null {
  for (const found of text.matchAll(PICTURE_NAMED)) {
    const behind = text.slice(found.index + found[0].length)
    if (NAMES_OWNER.test(behind) || NAMES_BEHIND.test(behind)) return found[1]?.trim() ?? null
  }
  return null
}

/** A credit that a long line begins with: “Photo: Ana Ruiz. The bridge in March, …” */
const atBeginning = (text: string) => (/^[\p{L}\s]{3,30}[:©]/u.test(text) ? namedCredit(text.slice(0, 60)) : null)
