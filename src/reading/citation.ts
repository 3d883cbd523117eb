import { words } from '../words/words'

/** What is cited: a chain, or a claim. */
export interface Cited {
  /** Stable and without spaces: "gainsay-chain-12". */
  key: string
  title: string
  /** Who said it; null of a chain, which has no author but the desk. */
  author: string | null
  /** ISO day it was said, or null. */
  saidOn: string | null
  /** "Chain of 15 claims, 2–4 June 2019", "tweet". */
  kind: string
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
export function citedInWords({ title, author, saidOn, kind, desk, url }: Cited): string {
  const said = [author, saidOn].filter((part) => part !== null).join(', ')
  return words.take.citation({ said, title, kind: capitalised(kind), desk, url })
}

function plain(cited: Cited, today: string): string {
  return `${words.take.lookedAt(citedInWords(cited), today)}\n`
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Characters that TeX takes for commands, and how it is told that they are none. */
const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
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
function bibTex({ key, title, author, saidOn, kind, desk, url }: Cited, today: string): string {
  const fields: [string, string | null][] = [
    ['author', `{${tex(author ?? desk)}}`],
    ['title', `{${tex(title)}}`],
    ['date', saidOn],
    ['year', (saidOn ?? today).slice(0, 4)],
    ['howpublished', tex(capitalised(kind))],
    ['publisher', `{${tex(desk)}}`],
    // A citation manager takes an address as it is; in TeX, biblatex and hyperref do too.
    ['url', url],
    ['urldate', today],
  ]
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}},`]))
  return `@misc{${key},\n${lines.join('\n')}\n}\n`
}

/** A RIS record: an electronic source, lines ended by CR LF. */
function ris({ key, title, author, saidOn, kind, desk, url }: Cited, today: string): string {
  const day = (iso: string) => iso.replaceAll('-', '/')
  const lines: [string, string | null][] = [
    ['TY', 'ELEC'],
    ['ID', key],
    ['AU', author ?? desk],
    ['TI', title],
    ['DA', saidOn && day(saidOn)],
    ['PY', (saidOn ?? today).slice(0, 4)],
    ['M3', capitalised(kind)],
    ['PB', desk],
    ['UR', url],
    ['Y2', day(today)],
    ['ER', ''],
  ]
  return lines.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${inOneLine(value)}\r\n`])).join('')
}

const inOneLine = (text: string) => text.replace(/\s+/gu, ' ').trim()
