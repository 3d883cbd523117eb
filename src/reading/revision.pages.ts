import { dayMoment, type Moment, moment } from '../accounts/moments'
import { CLASSES, countClasses } from '../revising/carrying'
import { contentIn, partIn } from '../revising/places-sql'
import type { Run } from '../versions/differences'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import { bothWordings, effectInWords, type Mention, mentionsOf } from './edits'
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
  mentions: Mention[]
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
  mentions: Mention[]
  /** How an editor takes it back; null where it is not an editor’s, or a newer text has come. */
  undo: { id: number; version: number } | null
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
  /** They are so long that they are compared for an editor who asks, and for nobody else. */
  isTooLong: boolean
}

export const revisionPage = page<RevisionPage>('reading/revision')

export interface RevisionPageRows {
  revision: RevisionRow
  counts: CarryingCountRow[]
  waiting: CarryingRow[]
  told: CarryingRow[]
  difference: DifferenceShown | null
  isTooLong: boolean
  mayEdit: boolean
}

export function revisionPageModel({
  revision,
  counts,
  waiting,
  told,
  difference,
  isTooLong,
  mayEdit,
}: RevisionPageRows): RevisionPage {
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
    told: toldPage.shown.map((row) => toldShown(row, number, mayEdit && number === newest)),
    nextTold: toldPage.last && `${canonical}?told=${toldPage.last.id}#told`,
    difference,
    isTooLong,
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

function toldShown(row: CarryingRow, number: number, isOpen: boolean): ToldShown {
  const { id, statementId, version, claimId, speakers, effect, outcome, fromRevision, before, after } = row
  const isEditors = outcome === 'confirmed' || outcome === 'pointed' || outcome === 'let_go'
  return {
    statementId,
    claimId,
    mentions: effect === 'reattributed' ? mentionsOf(before, after ?? []) : [],
    undo: isOpen && isEditors ? { id, version } : null,
    names: joinedNames(speakers),
    told: effectInWords(effect ?? 'same', fromRevision, number),
    runs: bothWordings(contentIn(before), after && contentIn(after)),
  }
}
