import type { Rows } from '../database/read-pool'
import { eventsOf } from '../versions/events.queries'
import { gone, notFound } from '../web/problems'
import { words } from '../words/words'
import { NOT_HELD } from './chain.queries'
import type { EventGiven } from './history.pages'
import {
  articleNamed,
  chainWithLinks,
  claimWithReportsAndLinks,
  linkAlone,
  MOST_BESIDE,
  speakerNamed,
  type ToldOf,
} from './history.queries'
import { type HistoryRead, pageOfHistory } from './history-told.queries'
import { publicEventsOf } from './when-public.queries'

/** Whose histories are told to readers: what was changed, when and, for the desk, by whom. */
export const HISTORIES = ['claim', 'link', 'chain', 'speaker', 'article'] as const
export type HistoryOf = (typeof HISTORIES)[number]

/** The rows whose changes a history tells, its own in front; of what has a name, by which it is headed. */
export interface FoundHistory {
  rows: readonly ToldOf[]
  name: string | null
}

type Find = (read: Rows, id: number, mayEdit: boolean) => Promise<FoundHistory | { mergedIntoId: number }>

const alone = (kind: ToldOf['kind'], id: number): ToldOf => ({
  ...{ kind, id, state: null, withdrawnReason: null, wasPublic: true, joinedIntoId: null, hasLeft: false },
})

const FINDS: Record<HistoryOf, Find> = {
  async claim(read, id, mayEdit) {
    const rows = await read(claimWithReportsAndLinks, [id])
    requireShown(words.these.claim, rows, mayEdit)
    return { rows, name: null }
  },
  async link(read, id, mayEdit) {
    const rows = await read(linkAlone, [id])
    requireShown(words.these.link, rows, mayEdit)
    return { rows, name: null }
  },
  async chain(read, id) {
    const rows = await read(chainWithLinks, [id])
    const [chain] = rows
    if (chain?.kind !== 'chain') throw notFound(words.these.chain)
    // Where its claims are now, and what became of them, tells the chain that it led to, or nothing.
    if (chain.mergedIntoId !== null) return { mergedIntoId: chain.mergedIntoId }
    if (chain.componentId === null) throw gone(words.these.chain, NOT_HELD)
    return { rows, name: chain.title }
  },
  async speaker(read, id, mayEdit) {
    const [speaker] = await read(speakerNamed, [id])
    if (!speaker || !(speaker.isPublic || mayEdit)) throw notFound(words.these.speaker)
    return { rows: [alone('speaker', id)], name: speaker.name }
  },
  async article(read, id, mayEdit) {
    const [article] = await read(articleNamed, [id])
    if (!article) throw notFound(words.these.article)
    requireShown(words.these.article, [article], mayEdit)
    return { rows: [alone('article', id)], name: article.headline }
  },
}

/**
 * The history of a row for whoever asks, or the chain that a chain was merged into: one query. Throws 404 of what they are not to
 * know of, and 410 with the public reason where it was withdrawn.
 */
export const findHistory = (read: Rows, of: HistoryOf, id: number, mayEdit: boolean) => FINDS[of](read, id, mayEdit)

/** The first of the rows is the history's own. A joined claim was public, and what it said stands with the one it is now. */
function requireShown(what: string, [row]: readonly ToldOf[], mayEdit: boolean) {
  if (!row) throw notFound(what)
  if (mayEdit || row.joinedIntoId !== null) return
  if (row.state === 'draft' || !row.wasPublic) throw notFound(what)
  if (row.state === 'withdrawn') throw gone(what, row.withdrawnReason ?? words.problems.noReason)
}

/** What is asked of a history. */
export interface AskedOfHistory {
  mayEdit: boolean
  /** Only events before this one; null is from the newest on. */
  before: number | null
  /** How many at most. */
  size: number
}

/**
 * A page of a history: two queries, the changes and the names in them; more where there is much that whoever reads is not
 * told. With a sentence where not all that belongs to it is told of.
 */
export async function readHistory(
  read: Rows,
  all: readonly ToldOf[],
  { mayEdit, before, size }: AskedOfHistory,
): Promise<HistoryRead & { leftOut: string | null }> {
  const { rows, leftOut } = newest(all)
  const [own] = rows as [ToldOf, ...ToldOf[]]
  const telling = { subject: own, rows, mayEdit, here: `/${own.kind}s/${own.id}/history` }
  const eventsBefore = (before: number | null, limit: number) =>
    mayEdit ? eventsOf(read, rows, { before, limit }) : publicly(read, rows, { before, limit })
  return { ...(await pageOfHistory(read, telling, eventsBefore, before, size)), leftOut }
}

/** The rows whose changes are told, and a sentence where there are more. */
function newest(all: readonly ToldOf[]): { rows: ToldOf[]; leftOut: string | null } {
  const of = (kind: ToldOf['kind']) => all.filter((row) => row.kind === kind)
  const [statements, links] = [of('statement'), of('link')]
  const tooMany = [
    ...(statements.length > MOST_BESIDE ? [words.history.ofStatements] : []),
    ...(links.length > MOST_BESIDE ? [words.history.ofLinks] : []),
  ]
  const rest = all.filter(({ kind }) => kind !== 'statement' && kind !== 'link')
  const isAlone = rest.length === 0
  return {
    rows: isAlone ? [...all] : [...rest, ...statements.slice(0, MOST_BESIDE), ...links.slice(0, MOST_BESIDE)],
    leftOut: tooMany.length === 0 ? null : words.history.newestOnly(tooMany, MOST_BESIDE),
  }
}

/** The changes that readers may be told of, as far as a query can tell: of speakers and articles, what was public. */
function publicly(
  read: Rows,
  rows: readonly ToldOf[],
  asked: { before: number | null; limit: number },
): Promise<EventGiven[]> {
  const [own] = rows
  if (own?.kind !== 'speaker' && own?.kind !== 'article') return eventsOf(read, rows, asked)
  return read(publicEventsOf[own.kind], [own.id, asked.before, asked.limit])
}
