import { type ProposedZone, shareOfZones } from '../articles/zone'
import type { Found, Metadata } from '../extraction/extracted'
import type { Given } from '../importing/capture'
import type { HereAlready } from '../importing/here-already.queries'
import { complain, print } from './terminal'

/** What was read of an article and taken, each with where it was read. */
type Taken = Partial<Record<'headline' | 'byline' | 'outlet' | 'publishedOn' | 'url' | 'language', Found>>

/** What became of one article. */
export type Result = {
  file: string
  /** What the site asks of those who have its page. */
  notice?: string | null
} & (
  | {
      articleId: number
      state: 'imported'
      taken: Taken
      zones: ProposedZone[]
      zonesMarked: boolean
      length: number
    }
  | { articleId: number; state: 'known' }
  | { articleId: number; state: 'revised'; revision: number; carried: number; waiting: number }
  | { problem: string; state: 'refused' }
)

/** Of what counted, what the article has now: whatever was given goes before it. */
export const takenOf = (counted: Metadata, has: Given): Taken =>
  Object.fromEntries(
    NAMES.flatMap(([name]) => (counted[name] && counted[name].value === has[name] ? [[name, counted[name]]] : [])),
  )

const NAMES = [
  ['headline', 'headline'],
  ['byline', 'byline'],
  ['outlet', 'outlet'],
  ['publishedOn', 'day of publication'],
  ['url', 'address'],
  ['language', 'language'],
] as const

export function report(result: Result, { json }: { json?: boolean }) {
  if (json) return print(JSON.stringify(result))
  const { file } = result
  if (result.state === 'refused') return complain(`${file}: ${result.problem}`)
  if (result.state === 'known') return print(`${file}: is here already, article ${result.articleId}`)
  print(`${file}: ${result.state === 'revised' ? revisedInWords(result) : `article ${result.articleId}`}`)
  if (result.notice) print(`  ${result.notice}`)
  if (result.state === 'revised') return
  for (const [name, called] of NAMES) {
    const found = result.taken[name]
    if (found) print(`  ${called} as it says itself: ${found.value} (${found.from})`)
  }
  if (result.zones.length === 0) return
  const share = shareOfZones(result.zones, result.length)
  const then = result.zonesMarked ? ', and is marked' : '; mark it with --zones accept, or on its page'
  print(`  ${share} seems not to be the article’s own${then}:`)
  for (const { kind, start, end, reason } of result.zones) print(`  ${kind} ${start}–${end}: ${reason}`)
}

function revisedInWords({ articleId, revision, carried, waiting }: Extract<Result, { state: 'revised' }>): string {
  const waits = waiting === 0 ? '' : `; ${waiting} wait for an editor`
  return `has changed, revision ${revision} of article ${articleId}: ${carried} statements went along${waits}`
}

/** Names the options that say it. */
export function lacks(outlet: unknown, publishedOn: unknown, said: Metadata): string {
  const given = (found: Found | undefined, what: string, flag: string, value: string) => {
    const is = found ? `${what} is ${found.value} by its own word alone (${found.from})` : `${what} is not known`
    return `${is}: give ${flag} ${value}, or ${flag} unknown.`
  }
  return [
    ...(outlet === undefined ? [given(said.outlet, 'Its outlet', '--outlet', 'NAME')] : []),
    ...(publishedOn === undefined
      ? [given(said.publishedOn, 'Its day of publication', '--published', 'YYYY-MM-DD')]
      : []),
  ].join(' ')
}

/** Why a page that says the address of an article is not its next text yet, and what tells what it is. */
export function perhapsNextOf(there: readonly HereAlready[]): string {
  const [first] = there
  const told = there.map(({ articleId, headline }) => `article ${articleId} (${headline})`).join(', ')
  const because =
    there.length === 1
      ? ', by a word that any page could say'
      : ', and which of them has changed is not told by its words'
  return (
    `Its address is that of ${told}${because}. If it is the newer text of ${there.length === 1 ? 'that' : 'one of them'}, give it alone with ` +
    `--as-revision-of ${there.length === 1 ? first?.articleId : 'ID'}; if it is another article, give --again.`
  )
}
