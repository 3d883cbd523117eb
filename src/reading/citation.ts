import { words } from '../words/words'

/** What is cited: a chain, or a claim. */
export interface Cited {
  /** Stable and without spaces: "gainsay-chain-12". */
  key: string
  title: string
  /** Whether the title is to stand in quotation marks: a chain’s title, or a speaker’s own words. */
  isQuoted: boolean
  /** Who said it; null of a chain, which has no author but the desk. */
  author: string | null
  /** ISO day, month or year in which it was said; null where that is not known. */
  saidOn: string | null
  /** "Chain of 15 claims, 2–4 June 2019", "tweet". */
  kind: string
  /** Who reported it, and when; null of a chain. */
  report: string | null
  /** Whose record it is. */
  desk: string
  url: string
}

/** The formats of a citation: what they are called, and how they are sent. */
export const CITATION_FORMATS = {
  bib: { name: 'BibTeX', mediaType: 'application/x-bibtex; charset=utf-8', write: bibTex },
  ris: { name: 'RIS', mediaType: 'application/x-research-info-systems; charset=utf-8', write: ris },
  txt: { name: 'Plain text', mediaType: 'text/plain; charset=utf-8', write: plain },
} as const

export type CitationFormat = keyof typeof CITATION_FORMATS

export const isCitationFormat = (name: string): name is CitationFormat => Object.hasOwn(CITATION_FORMATS, name)

/** One sentence after the other, as a bibliography prints it; on a page without the day it was looked at. */
export function citedInWords({ title, isQuoted, author, saidOn, kind, report, desk, url }: Cited): string {
  const said = [author, saidOn].filter((part) => part !== null).join(', ')
  const told = isQuoted ? words.take.quoted(title) : title
  const how = [kind, report].filter((part) => part !== null).join(', ')
  return words.take.citation({ said, title: ended(told), kind: capitalised(how), desk, url })
}

/** With a full stop, where it ends in none of its own, in or before a quotation mark. */
const ended = (text: string) => (/[.!?…][”"’»]?$/u.test(text) ? text : `${text}.`)

function plain(cited: Cited, today: string): string {
  return `${words.take.lookedAt(citedInWords(cited), today)}\n`
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Characters that TeX takes for commands, and how it is told that they are none. */
const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  // A brace counts for BibTeX behind a backslash too.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

const tex = (text: string) => inOneLine(text).replace(/[\\{}$&%#_~^]/g, (character) => TEX[character] as string)

/**
 * A BibTeX entry. The inner braces keep names and titles as they are written: a name is not to be taken apart, and capitals
 * stay. Dates are BibLaTeX’s, with the year by itself for classic BibTeX.
 */
function bibTex({ key, title, author, saidOn, kind, report, desk, url }: Cited, today: string): string {
  const fields: [string, string | null][] = [
    ['author', `{${tex(author ?? desk)}}`],
    ['title', `{${tex(title)}}`],
    ['date', saidOn],
    ['year', saidOn?.slice(0, 4) ?? null],
    ['howpublished', tex(capitalised(kind))],
    ['note', report && tex(capitalised(report))],
    ['publisher', `{${tex(desk)}}`],
    // A citation manager takes an address as it is; in TeX, biblatex and hyperref do too.
    ['url', url],
    ['urldate', today],
  ]
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}},`]))
  return `@misc{${key},\n${lines.join('\n')}\n}\n`
}

/** A RIS record: an electronic source, lines ended by CR LF. */
function ris({ key, title, author, saidOn, kind, report, desk, url }: Cited, today: string): string {
  const day = (iso: string) => iso.replaceAll('-', '/')
  const lines: [string, string | null][] = [
    ['TY', 'ELEC'],
    ['ID', key],
    ['AU', author ?? desk],
    ['TI', title],
    ['DA', saidOn && day(saidOn)],
    ['PY', saidOn?.slice(0, 4) ?? null],
    ['M3', capitalised(kind)],
    ['N1', report && capitalised(report)],
    ['PB', desk],
    ['UR', url],
    ['Y2', day(today)],
    ['ER', ''],
  ]
  return lines.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${inOneLine(value)}\r\n`])).join('')
}

const inOneLine = (text: string) => text.replace(/\s+/gu, ' ').trim()
