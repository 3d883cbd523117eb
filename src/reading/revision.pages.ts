import { dayMoment, type Moment, moment } from '../accounts/moments'
import { CLASSES, countClasses } from '../revising/carrying'
import { contentIn, partIn, type WordsOfPart } from '../revising/places-sql'
import type { Run } from '../versions/differences'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import { bothWordings } from './edits'
import { joinedNames } from './names'
import { pageOf } from './paging'
import { CARRYINGS_ON_PAGE, type CarryingCountRow, type CarryingRow, type RevisionRow } from './revision.queries'
import type { DifferenceShown } from './text-difference'

/** A place in the new text that may be meant. */
interface Candidate {
  /** From 0. */
  place: number
  lead: string
  runs: Run[]
  tail: string
  /** What names the speaker or the saying there otherwise than it did: "he said", "Putin said". */
  mentions: { label: string; runs: Run[] }[]
}

interface CarryingShown {
  id: number
  statementId: number
  version: number
  claimId: number
  isDraft: boolean
  names: string
  /** "edited": what comparing the texts told, in a sentence. */
  told: string
  before: string
  source: string | null
  cue: string | null
  candidates: Candidate[]
}

interface ToldShown {
  statementId: number
  claimId: number
  names: string
  told: string
  runs: Run[]
}

interface RevisionPage extends PageHead {
  canonical: string
  article: Pick<RevisionRow, 'articleId' | 'headline' | 'url' | 'language'> & { outlet: string }
  number: number
  isNewest: boolean
  previous: { number: number; captured: Moment } | null
  next: number | null
  captured: Moment
  length: string
  textSha256: string
  /** "6 unchanged · 1 moved": of all statements, each class that there is. */
  counts: string[]
  waiting: CarryingShown[]
  nextWaiting: string | null
  told: ToldShown[]
  nextTold: string | null
  /** What differs between the texts, for whoever may see them whole. */
  difference: DifferenceShown | null
}

export const revisionPage = page<RevisionPage>('reading/revision')

export interface RevisionPageRows {
  revision: RevisionRow
  counts: CarryingCountRow[]
  waiting: CarryingRow[]
  told: CarryingRow[]
  difference: DifferenceShown | null
}

export function revisionPageModel({ revision, counts, waiting, told, difference }: RevisionPageRows): RevisionPage {
  const { articleId, headline, url, language, number, newest, previousAt } = revision
  const canonical = `/articles/${articleId}/revisions/${number}`
  const waitingPage = pageOf(waiting, CARRYINGS_ON_PAGE)
  const toldPage = pageOf(told, CARRYINGS_ON_PAGE)
  return {
    title: words.revisions.title(number, headline),
    description: words.revisions.description(number),
    section: '/articles',
    canonical,
    article: { articleId, headline, url, language, outlet: revision.outlet ?? words.article.unknownOutletFirst },
    number,
    isNewest: number === newest,
    previous: previousAt && { number: number - 1, captured: dayMoment(previousAt) },
    next: number < newest ? number + 1 : null,
    captured: moment(revision.capturedAt),
    length: words.revisions.characters(revision.length),
    textSha256: revision.textSha256,
    counts: countsInWords(counts),
    waiting: waitingPage.shown.map(carryingShown),
    nextWaiting: waitingPage.last && `${canonical}?waiting=${waitingPage.last.id}#waiting`,
    told: toldPage.shown.map((row) => toldShown(row, number)),
    nextTold: toldPage.last && `${canonical}?told=${toldPage.last.id}#told`,
    difference,
  }
}

function countsInWords(rows: readonly CarryingCountRow[]): string[] {
  const classes = rows.flatMap((row) => Array.from({ length: row.count }, () => row.class))
  const counts = countClasses(classes)
  return CLASSES.filter((one) => counts[one] > 0).map((one) => words.revisions.counts[one](counts[one]))
}

function carryingShown(row: CarryingRow): CarryingShown {
  const { id, statementId, version, claimId, state, before } = row
  return {
    id,
    statementId,
    version,
    claimId,
    isDraft: state === 'draft',
    names: joinedNames(row.speakers),
    told: words.revisions.because[row.because ?? 'gone'],
    before: contentIn(before),
    source: partIn(before, 'source'),
    cue: partIn(before, 'cue'),
    candidates: row.candidates.map(({ words: found, lead, tail }, place) => ({
      place,
      lead,
      tail,
      runs: bothWordings(contentIn(before), contentIn(found)),
      mentions: mentionsOf(before, found),
    })),
  }
}

/** What names the speaker, the saying, and who passed it on, where that is not as it was. */
function mentionsOf(before: readonly WordsOfPart[], after: readonly WordsOfPart[]): Candidate['mentions'] {
  return before.flatMap(({ part, position, words: was }) => {
    const is = after.find((one) => one.part === part && one.position === position)?.words ?? null
    if (part === 'content' || was === is) return []
    return [{ label: words.revisions.parts[part], runs: bothWordings(was, is) }]
  })
}

function toldShown({ statementId, claimId, speakers, effect, before, after }: CarryingRow, number: number): ToldShown {
  return {
    statementId,
    claimId,
    names: joinedNames(speakers),
    told: words.revisions.effects[effect ?? 'same'](number),
    runs: bothWordings(contentIn(before), after && contentIn(after)),
  }
}
