import { dayInWords } from '../claims/said-on-days'
import { RELATIONS, type RelationMeaning } from '../links/relation'
import { type PageHead, page } from '../web/page'
import { words } from '../words/words'
import { type ArticlePart, articleParts, excerptsOf, type TextPiece, withoutHeadline } from './article-pieces'
import {
  type ArticleInListRow,
  type ArticleRow,
  type LeftBehindRow,
  MOST_COUNTED,
  MOST_STATEMENTS,
  type StatementCardRow,
} from './articles.queries'
import { type ClaimCard, claimCard } from './claim-card'
import { type Edit, editsOf } from './edits'
import type { EditRow } from './edits.queries'
import { allLines, type LinkLine, type LinkLines, type LinkRow, linkLines, NO_LINKS, relationsUsed } from './link-lines'
import { MOST_EDITS_ON_PAGE } from './most-edits'
import { type KinNamed, kinNamed } from './story'
import { waysOfArticle } from './ways-of-pages'
import { type Answered, answeredBy } from './wordless'

interface ArticleListPage extends PageHead {
  articles: {
    id: number
    headline: string
    outlet: string
    language: string
    publishedOn: string | null
    published: string
    statements: string
  }[]
  next: string | null
}

export const articleListPage = page<ArticleListPage>('reading/articles')

/** A statement's card below its article. */
export interface StatementCard extends ClaimCard {
  statementId: number
  number: number
  links: LinkLines
  /** What it answers without words of its own. */
  answered: Answered[]
}

/** Who gainsays a statement in one way, with their claims: "denied by". */
interface Gainsayers {
  verb: string
  claims: { names: string; href: string }[]
}

interface ArticlePage extends PageHead {
  canonical: string
  article: Omit<ArticleRow, 'text' | 'zones' | 'rights' | 'isInPart' | 'outlet' | 'copyOf' | 'copies'> & {
    outlet: string
    published: string
  }
  /** What it is a copy of, and the first of its own copies. */
  copyOf: KinNamed | null
  copies: KinNamed[]
  /** The headline where the text repeats it, with its marks. */
  heading: TextPiece[] | null
  body: ArticlePart[]
  /** What gainsays a statement, by its id; of those that nothing gainsays nothing. */
  gainsaid: ReadonlyMap<number, Gainsayers[]>
  /** Whether parts of the text are left out here. */
  excerptsOnly: boolean
  /** Whether it is shown whole to this visitor alone. */
  wholeForDesk: boolean
  /** For the desk: of the text only what was quoted is here. */
  inPart: boolean
  cards: StatementCard[]
  more: boolean
  legend: ({ name: string } & RelationMeaning)[]
  /** What later texts changed of its statements; of an article with one text nothing. */
  edits: Edit[]
  /** Older ones are left out here. */
  hasMoreEdits: boolean
  /** Statements that its newest text has no more, or that have yet to be looked for in it. */
  leftBehind: { card: ClaimCard; statementId: number; told: string }[]
}

export const articlePage = page<ArticlePage>('reading/article')

/** An article as lists show it. */
export function articleInList(row: ArticleInListRow): ArticleListPage['articles'][number] {
  const { id, headline, language, publishedOn } = row
  const statements =
    row.statements < MOST_COUNTED
      ? words.counts.statements(row.statements)
      : words.article.statementsOrMore(MOST_COUNTED)
  return {
    id,
    headline,
    language,
    outlet: row.outlet ?? words.article.unknownOutletFirst,
    publishedOn,
    published: publishedOn ? dayInWords(publishedOn) : words.days.publicationUnknown,
    statements,
  }
}

/**
 * An article with its statements marked, and their cards. Signed-out readers of an article that may not be republished
 * get the paragraphs with statements alone.
 */
export function articlePageModel(
  row: ArticleRow,
  rows: StatementCardRow[],
  links: LinkRow[],
  mayEdit: boolean,
  later: LaterTexts = ONE_TEXT,
): ArticlePage {
  const { text, rights, isInPart, zones, copyOf, copies, ...article } = row
  const shown = rows.slice(0, MOST_STATEMENTS)
  const lines = linkLines(links)
  const plain = shown.map((statement) => ({ ...claimCard(statement), statementId: statement.statementId }))
  const byClaim = new Map(plain.map((card) => [card.id, card]))
  const cards = plain.map((card, index) => {
    const links = lines.get(card.id) ?? NO_LINKS
    return { ...card, number: index + 1, links, answered: answeredBy(card, links.given, byClaim) }
  })
  const gainsaid = gainsaidOf(cards)
  const marked = shown.map(({ statementId, places }, index) => {
    const isGainsaid = gainsaid.has(statementId)
    return { id: statementId, number: index + 1, places, isGainsaid }
  })
  const excerptsOnly = !mayEdit && rights === 'excerpts'
  const { heading, body } = withoutHeadline(articleParts(text, marked, zones), article.headline)
  return {
    title: article.headline,
    description: words.article.description(cards.length + later.leftBehind.length),
    section: '/articles',
    canonical: `/articles/${article.id}`,
    waysOut: waysOfArticle(article, cards, links),
    article: {
      ...article,
      outlet: article.outlet ?? words.article.unknownOutletFirst,
      published: article.publishedOn ? dayInWords(article.publishedOn) : words.days.publicationUnknown,
    },
    copyOf: copyOf && kinNamed(copyOf, mayEdit),
    copies: copies.map((copy) => kinNamed(copy, mayEdit)),
    heading,
    body: excerptsOnly ? excerptsOf(body) : body,
    gainsaid,
    excerptsOnly,
    wholeForDesk: mayEdit && rights === 'excerpts' && !isInPart,
    inPart: mayEdit && isInPart,
    cards,
    more: rows.length > MOST_STATEMENTS,
    legend: relationsUsed(lines.values()).map((name) => ({ name, ...RELATIONS[name] })),
    edits: editsOf(later.edits.slice(-MOST_EDITS_ON_PAGE)),
    hasMoreEdits: later.edits.length > MOST_EDITS_ON_PAGE,
    leftBehind: later.leftBehind.map((row) => ({
      card: claimCard(row),
      statementId: row.statementId,
      told: leftBehindInWords(row, article.revision),
    })),
  }
}

/** What there is to tell of an article that was captured more than once. */
export interface LaterTexts {
  edits: EditRow[]
  leftBehind: LeftBehindRow[]
}

const ONE_TEXT: LaterTexts = { edits: [], leftBehind: [] }

const leftBehindInWords = ({ standsIn, goneSince }: LeftBehindRow, newest: number) =>
  goneSince === null
    ? words.revisions.lookedFor(newest)
    : words.revisions.effects.removed(words.revisions.when(standsIn, goneSince))

/** Who gainsays a statement, named beside its paragraph; the statement's card has them all. */
const MOST_BESIDE = 4

/** What gainsays each statement: whatever is against it, and of two that contradict each other the other one. */
function gainsaidOf(cards: readonly StatementCard[]): ArticlePage['gainsaid'] {
  const against = ({ side, answers, relation }: LinkLine) =>
    side === 'opposing' && (!answers || relation === 'contradicts')
  return new Map(
    cards
      .map(({ statementId, links }) => [statementId, byVerb(allLines(links).filter(against))] as const)
      .filter(([, gainsayers]) => gainsayers.length > 0),
  )
}

/** Each speaker once for each verb: "denied by The Kremlin, Dmitry Peskov". */
function byVerb(lines: readonly LinkLine[]): Gainsayers[] {
  const verbs = new Map<string, Map<string, string>>()
  for (const { verb, names, href } of lines) {
    const named = verbs.get(verb) ?? new Map<string, string>()
    if (named.size < MOST_BESIDE && !named.has(names)) named.set(names, href)
    verbs.set(verb, named)
  }
  return Array.from(verbs, ([verb, named]) => ({
    verb,
    claims: Array.from(named, ([names, href]) => ({ names, href })),
  }))
}
