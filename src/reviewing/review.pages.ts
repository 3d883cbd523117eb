import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import { basisInWords, type SaidOnBasis, saidOnInWords } from '../claims/said-on'
import { dayInWords } from '../claims/said-on-days'
import { REPLY_WAYS } from '../corrections/reply'
import { RELATIONS } from '../links/relation'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import type { ClaimInBrief } from '../workbench/claim-in-brief.queries'
import { type Context, contextOf } from '../workbench/context-of'
import { type Authors, authorsOf } from './authors.queries'
import { itemValue } from './draft-item'
import type { DraftRows } from './draft-rows.queries'
import type { DraftLinkRow, DraftReplyRow, DraftStatementRow, Returned } from './drafts.queries'

/** What every draft in the queue shows. */
interface DraftCard {
  id: number
  version: number
  /** What its buttons send. */
  value: string
  by: string
  since: { datetime: string; words: string }
  returned: Returned | null
  /** Why whoever looks may not publish it; null is: may. */
  closed: string | null
  /** What was typed in its form for sending back, if that was refused. */
  typed: { comment: string; problem: string } | null
}

/** A draft statement with its claim, in its paragraph. */
export interface StatementDraft extends DraftCard {
  claimId: number
  /** Whether its claim is public already: then this is one more report of it. */
  isReport: boolean
  speakers: string
  date: string
  basis: string | null
  medium: string
  stance: string
  wording: string
  summary: string | null
  source: string | null
  cue: string | null
  /** The words alone, where the quotation is split. */
  quote: string | null
  context: Context
  language: string
}

/** A draft link, both claims beside each other. */
export interface LinkDraft extends DraftCard {
  verb: string
  reason: string | null
  from: LinkEnd
  to: LinkEnd
  /** Values that publish it together with its claims; null when these are public, or may not be published. */
  together: string[] | null
}

/** A draft of a reply, with the claim that it is to stand beside. */
export interface ReplyDraft extends DraftCard {
  speaker: string
  words: string
  repliedOn: string
  day: string
  way: string
  url: string | null
  claim: LinkEnd
}

interface LinkEnd {
  id: number
  speakers: string
  date: string
  outlet: string
  quote: string
  isDraft: boolean
}

/** The drafts of one article, as far as they are on the page. */
export interface ArticleDrafts {
  id: number
  headline: string
  outlet: string
  language: string
  statements: StatementDraft[]
}

export interface DraftLists {
  articles: ArticleDrafts[]
  links: LinkDraft[]
  replies: ReplyDraft[]
}

export interface ReviewPage extends PageHead, DraftLists {
  /** The claim that the page is of; null is the whole queue. */
  claim: { id: number; speakers: string; words: string; isDraft: boolean; version: number } | null
  mineOnly: boolean
  mayPublish: boolean
  /** Where its forms lead back to. */
  back: string
  isFirstStatements: boolean
  nextStatements: string | null
  isFirstLinks: boolean
  nextLinks: string | null
  isFirstReplies: boolean
  nextReplies: string | null
}

export const reviewPage = page<ReviewPage>('reviewing/review')

/** Who looks, and what they typed last. */
export interface Looking {
  id: number
  /** Why nothing here is theirs to publish, whoever wrote it. */
  closed: string | null
  /** Whether the desk reviews: only then one's own work is somebody else's to publish. */
  reviews: boolean
  typed: { value: string; comment: string; problem: string } | null
}

/** The drafts as cards: statements by article, links and replies with their claims. */
export function draftLists(rows: DraftRows, looking: Looking): DraftLists {
  const articles = new Map<number, ArticleDrafts>()
  for (const row of rows.statements) {
    const article = articles.get(row.articleId) ?? {
      id: row.articleId,
      headline: row.headline,
      outlet: row.outlet ?? words.article.unknownOutlet,
      language: row.language,
      statements: [],
    }
    article.statements.push(statementDraft(row, rows.authors.statements.get(row.id) ?? authorsOf(), looking))
    articles.set(row.articleId, article)
  }
  const claims = new Map(rows.claims.map((claim) => [claim.id, claim]))
  const links = rows.links.flatMap((row) => {
    const [from, to] = [claims.get(row.fromId), claims.get(row.toId)]
    return from && to ? [linkDraft(row, from, to, rows.authors.links.get(row.id) ?? authorsOf(), looking)] : []
  })
  const replies = rows.replies.flatMap((row) => {
    const claim = claims.get(row.claimId)
    return claim ? [replyDraft(row, claim, rows.authors.replies.get(row.id) ?? authorsOf(), looking)] : []
  })
  return { articles: [...articles.values()], links, replies }
}

interface AnyDraftRow {
  id: number
  version: number
  createdAt: Date
  returned: Returned | null
}

function draftCard(row: AnyDraftRow, value: string, authors: Authors, looking: Looking): DraftCard {
  const createdOn = row.createdAt.toISOString().slice(0, 10)
  const isOwn = looking.reviews && authors.sincePublished.some(({ id }) => id === looking.id)
  return {
    id: row.id,
    version: row.version,
    value,
    by: authors.credited.map(({ name }) => name).join(', ') || words.history.commandLine,
    since: { datetime: createdOn, words: dayInWords(createdOn) },
    returned: row.returned,
    closed: isOwn ? words.review.yours : looking.closed,
    typed: looking.typed?.value === value ? looking.typed : null,
  }
}

function statementDraft(row: DraftStatementRow, authors: Authors, looking: Looking): StatementDraft {
  const { id, version, claimVersion } = row
  return {
    ...draftCard(row, itemValue({ kind: 'statement', id, version, claimVersion }), authors, looking),
    claimId: row.claimId,
    isReport: row.claimState === 'published',
    speakers: row.speakers,
    date: saidOnInWords(row.saidOn),
    basis: row.saidOn === null ? null : basisInWords(row.basis as SaidOnBasis, row.saidOnWords),
    medium: MEDIUMS[row.medium],
    stance: STANCES[row.stance],
    wording: WORDINGS[row.wording],
    summary: row.summary,
    source: row.source,
    cue: row.cue,
    quote: row.parts > 1 ? row.quote : null,
    context: contextOf(row),
    language: row.language,
  }
}

function linkDraft(
  row: DraftLinkRow,
  from: ClaimInBrief,
  to: ClaimInBrief,
  authors: Authors,
  looking: Looking,
): LinkDraft {
  const value = itemValue({ kind: 'link', id: row.id, version: row.version })
  const card = draftCard(row, value, authors, looking)
  const drafts = [from, to].filter(({ state }) => state === 'draft')
  const ends = drafts.map(({ statementId, statementVersion, version }) =>
    itemValue({ kind: 'statement', id: statementId, version: statementVersion, claimVersion: version }),
  )
  return {
    ...card,
    closed: card.closed ?? (drafts.length > 0 ? words.review.claimsFirst : null),
    verb: RELATIONS[row.relation].verb,
    reason: row.reason,
    from: linkEnd(from),
    to: linkEnd(to),
    together: card.closed === null && drafts.length > 0 ? [...ends, value] : null,
  }
}

function replyDraft(row: DraftReplyRow, claim: ClaimInBrief, authors: Authors, looking: Looking): ReplyDraft {
  return {
    ...draftCard(row, itemValue({ kind: 'reply', id: row.id, version: row.version }), authors, looking),
    speaker: row.by,
    words: row.words,
    repliedOn: row.repliedOn,
    day: dayInWords(row.repliedOn),
    way: REPLY_WAYS[row.way],
    url: row.url,
    claim: linkEnd(claim),
  }
}

function linkEnd({ id, speakers, saidOn, outlet, quote, state }: ClaimInBrief): LinkEnd {
  return {
    id,
    speakers,
    date: saidOnInWords(saidOn),
    outlet: outlet ?? words.article.unknownOutlet,
    quote,
    isDraft: state === 'draft',
  }
}
