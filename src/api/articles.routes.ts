import type { z } from 'zod'
import type { Article as ArticleEntity } from '../articles/article.entity'
import { importArticle, type NewArticle as NewArticleRow } from '../articles/articles.commands'
import { articleDetails } from '../articles/articles.queries'
import { articleById } from '../articles/tagging.commands'
import { changeArticle } from '../claims/article-details.commands'
import { restoreArticle, withdrawArticle } from '../claims/article-withdrawal.commands'
import { countedDates, MOST_COUNTED_DATES } from '../claims/counted-dates.queries'
import { withdrawnArticle } from '../claims/withdrawn-article.queries'
import type { Kin } from '../copies/family-sql'
import { detailsOf } from '../importing/capture'
import { fitting } from '../importing/said-of.schema'
import { redactionOf } from '../proof/redactions.queries'
import { CodePoints } from '../quotes/code-points'
import { notFound, Problem, redacted, unprocessable } from '../web/problems'
import {
  Article,
  ArticleChange,
  ArticlePage,
  ArticlePageQuery,
  ArticleToRead,
  ChangedArticle,
  NewArticle,
  ReadArticle,
} from './article.schema'
import { articleRead, zonesToMark } from './article-read'
import { articleInFull, articlePage, articlesAtDesk } from './articles.queries'
import { NewWithdrawal, Withdrawal } from './claim.schema'
import { refusedFields } from './field-refusals'
import { type Asked, operation, type Rows } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { pageWithPages, withPage } from './present'
import { requirePublished, requireVersion, requireWithdrawn, type Stateful, withdrawn } from './row-guards'
import { statementPageOfArticle } from './statements.queries'

const WHAT = 'This article'
const WHICH = 'this article'

const addArticle = operation({
  name: 'addArticle',
  method: 'post',
  path: '/api/v1/articles',
  audience: 'editor',
  summary: 'Take in an article',
  description:
    'Its text is kept as its first revision, in canonical form (LF, NFC), and never changes. What is not known is said ' +
    'by null: relative days in the text are counted from the day of publication. Instead of a text it may be a page (`html`), a ' +
    '`file`, or a `url` alone, which is fetched; then what is left out is as it says, and its bytes are kept beside the text.',
  body: NewArticle,
  example: {
    text: 'The minister said on Monday that the ships had left.\n',
    outlet: 'The Harbour Gazette',
    publishedOn: '2019-06-04',
    headline: 'Ships gone, minister says',
    url: null,
    language: 'en',
  },
  success: 201,
  response: Article,
  refusals: { 409: 'The same text is here already; `copies` tells where. Send it with `again` to keep it twice.' },
  async answer(asked) {
    const imported = await importArticle(asked.db, asked.account, articleFrom(asked))
    if ('problem' in imported) throw unprocessable(imported.problem, { errors: { [imported.field]: imported.problem } })
    if ('copies' in imported) {
      const detail = 'The same text is here already. If another outlet printed it too, send it with again: true.'
      throw new Problem(409, 'Here already', detail, { copies: imported.copies })
    }
    const document = await articleDocument(asked, imported.articleId, PageQuery.parse({}))
    return { document, location: `/api/v1/articles/${document.id}` }
  },
})

/** As it was sent; what was read of it is taken where the sender says nothing. */
function articleFrom({
  body,
  readFirst,
}: Pick<Asked<z.output<typeof NewArticle>, unknown>, 'body' | 'readFirst'>): NewArticleRow {
  const { text, html: _html, file: _file, zones, outlet, publishedOn, ...said } = body
  if (readFirst && 'problem' in readFirst) throw refusedFields({ [readFirst.member]: readFirst.problem })
  const marked = zonesToMark(zones, readFirst)
  if (text !== undefined || !readFirst) {
    const known = { outlet: outlet ?? null, publishedOn: publishedOn ?? null }
    return { ...said, ...known, zones: marked, raw: Buffer.from(text ?? '', 'utf8') }
  }
  const { read } = readFirst
  const details = detailsOf({ ...said, outlet, publishedOn }, fitting(read.metadata), {})
  const missing = (['outlet', 'publishedOn'] as const).filter((member) => details[member] === undefined)
  if (missing.length > 0) {
    throw refusedFields(
      Object.fromEntries(missing.map((member) => [member, 'It does not say this itself; give it, or null.'])),
    )
  }
  return {
    ...details,
    outlet: details.outlet ?? null,
    publishedOn: details.publishedOn ?? null,
    language: details.language ?? 'und',
    again: said.again,
    zones: marked,
    ...articleRead(readFirst),
  }
}

const readWithout = operation({
  name: 'readUntaken',
  method: 'post',
  path: '/api/v1/articles/reading',
  audience: 'editor',
  summary: 'Read an article without taking it in',
  description:
    'What would be read of a page, a file or an address: its text, what it says of itself, what seems not to be its own.',
  body: ArticleToRead,
  example: {
    html: '<article><h1>Ships gone</h1><p>The minister said on Monday that the ships had left.</p></article>',
  },
  success: 200,
  response: ReadArticle,
  async answer({ readFirst }) {
    if (!readFirst) throw unprocessable('There is nothing to read.')
    if ('problem' in readFirst) throw refusedFields({ [readFirst.member]: readFirst.problem })
    const { sent, capturedAt, read } = readFirst
    const { text, metadata, zones, extractor } = read
    const url = capturedAt ? sent.url : null
    return { document: { text, length: CodePoints.of(text).length, url, extractor, metadata, zones } }
  },
})

const listArticles = operation({
  name: 'listArticles',
  method: 'get',
  path: '/api/v1/articles',
  audience: 'anyone',
  summary: 'List articles',
  description: 'To an editor each tells how far it is tagged and whose it is to tag, and may be asked for by these.',
  query: ArticlePageQuery,
  success: 200,
  response: ArticlePage,
  async answer({ rows, visible, query, baseUrl }) {
    const found = visible.includes('draft') ? await atDesk(rows, query) : await forReaders(rows, query)
    const document = pageWithPages(baseUrl, 'articles', pageFrom(found, query.limit))
    return { document, next: document.next }
  },
})

function atDesk(rows: Rows, { tagging, assignedTo, ...page }: ArticlePageQuery) {
  const account = assignedTo === undefined || assignedTo === 'nobody' ? assignedTo : Number(assignedTo)
  const { query, values } = articlesAtDesk(pageValues(page), tagging, account)
  return rows(query, values)
}

function forReaders(rows: Rows, { tagging, assignedTo, ...page }: ArticlePageQuery) {
  const theDesks = Object.entries({ tagging, assignedTo }).filter(([, value]) => value !== undefined)
  if (theDesks.length > 0)
    throw refusedFields(Object.fromEntries(theDesks.map(([name]) => [name, 'Only an editor may ask for this.'])))
  return rows(articlePage, pageValues(page))
}

const readArticle = operation({
  name: 'readArticle',
  method: 'get',
  path: '/api/v1/articles/:id',
  audience: 'anyone',
  summary: 'Read an article and the statements in it',
  description: 'The text is there where the article’s rights are full, or an editor asks. Pages are of its statements.',
  query: PageQuery,
  success: 200,
  response: Article,
  refusals: { 410: 'It has been withdrawn, or redacted; the reason is public.' },
  async answer(asked) {
    const document = await articleDocument(asked, asked.id, asked.query)
    return { document, next: document.statements.next }
  },
})

const patchArticle = operation({
  name: 'changeArticle',
  method: 'patch',
  path: '/api/v1/articles/:id',
  audience: 'editor',
  summary: 'Change an article’s details',
  description:
    'Its text never changes. Members left out stay as they are; null takes one away. Where the day of publication ' +
    'changes, `daysToCheck` names the claims whose days had been counted from the old one. Where the rights become ' +
    '`excerpts`, snapshots of exports that have the text whole are withdrawn for good.',
  body: ArticleChange,
  example: { headline: 'Ships gone, minister says', publishedOn: '2019-06-05' },
  changes: true,
  success: 200,
  response: ChangedArticle,
  refusals: { 410: 'It has been withdrawn.' },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    const found = await articleDetails(db, id)
    if (found?.withdrawnReason != null) throw withdrawn(WHAT, found.withdrawnReason, found.version)
    if (!found) throw notFound(WHAT)
    requireVersion(found, version, WHICH)
    const { version: _version, withdrawnReason: _none, ...details } = found
    const { dayChanged } = await changeArticle(db, account, id, version, { ...details, ...body })
    const document = await articleDocument(asked, id, PageQuery.parse({}))
    const counted = dayChanged ? await countedDates(db, id) : []
    const daysToCheck = counted
      .slice(0, MOST_COUNTED_DATES)
      .map(({ claimId, saidOn, saidOnWords }) => ({ claimId, saidOn, saidOnWords }))
    return { document: { ...document, daysToCheck } }
  },
})

export async function articleDocument(
  { rows, visible, baseUrl }: Asked<unknown, unknown>,
  id: number,
  query: PageQuery,
) {
  const isDesk = visible.includes('draft')
  const [found] = await rows(articleInFull, [id, isDesk])
  if (!found) return refuseToShow(rows, id, isDesk)
  const { tagging, assignedTo, copyOf, copies, ...article } = found
  const statements = await rows(statementPageOfArticle, [visible, ...pageValues(query), id])
  return {
    ...withPage(baseUrl, 'articles')(article),
    ...(isDesk ? { tagging, assignedTo } : {}),
    copyOf: copyOf && kinDocument(copyOf, isDesk),
    copies: copies.map((kin) => kinDocument(kin, isDesk)),
    statements: pageWithPages(baseUrl, 'statements', pageFrom(statements, query.limit)),
  }
}

/** Readers are told of what they may not read no more than where the story ran. */
function kinDocument({ id, headline, outlet, publishedOn, isPublic, isWithdrawn }: Kin, isDesk: boolean) {
  const isShown = (isPublic || isDesk) && !isWithdrawn
  return { id: isShown ? id : null, headline: isShown ? headline : null, outlet, publishedOn }
}

/** Throws why an article is not shown: redacted, withdrawn, or not there. */
export async function refuseToShow(rows: Rows, id: number, isDesk: boolean): Promise<never> {
  const [redaction] = await rows(redactionOf, ['article', id])
  if (redaction) throw redacted(WHAT, redaction.reason)
  const [article] = await rows(withdrawnArticle, [id])
  if (!article) throw notFound(WHAT)
  if (!article.wasPublic && !isDesk) throw notFound(WHAT)
  throw withdrawn(WHAT, article.reason, article.version)
}

const withdraw = operation({
  name: 'withdrawArticle',
  method: 'post',
  path: '/api/v1/articles/:id/withdrawal',
  audience: 'editor',
  summary: 'Withdraw an article',
  description:
    'Its statements go along for the same reason, the claims that nothing else reports, and for good the snapshots of ' +
    'exports that have its text whole.',
  body: NewWithdrawal,
  example: { reason: 'The outlet has retracted it.' },
  changes: true,
  success: 200,
  response: Withdrawal,
  refusals: { 409: 'It has been withdrawn already.' },
  async answer({ db, account, id, version, body }) {
    requirePublished(statefulOf(await articleById(db, id)), version, WHICH)
    await withdrawArticle(db, account, id, version, body.reason)
    const now = statefulOf(await articleById(db, id))
    return { document: { id, version: now.version, state: now.state, reason: now.withdrawnReason } }
  },
})

const restore = operation({
  name: 'restoreArticle',
  method: 'delete',
  path: '/api/v1/articles/:id/withdrawal',
  audience: 'editor',
  summary: 'Restore a withdrawn article',
  description:
    'What went along comes back with it, but for statements that somebody has changed since, and for those of claims that ' +
    'were withdrawn by themselves.',
  changes: true,
  success: 200,
  response: Article,
  async answer(asked) {
    const { db, account, id, version } = asked
    requireWithdrawn(statefulOf(await articleById(db, id)), version, WHICH)
    await restoreArticle(db, account, id, version)
    return { document: await articleDocument(asked, id, PageQuery.parse({})) }
  },
})

/** An article has no state of its own but whether it is withdrawn. */
const statefulOf = ({ version, withdrawnReason }: ArticleEntity): Stateful => ({
  version,
  state: withdrawnReason === null ? 'published' : 'withdrawn',
  withdrawnReason,
})

export const articleOperations = [addArticle, readWithout, listArticles, readArticle, patchArticle, withdraw, restore]
