import type { z } from 'zod'
import { articleById } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { reopenCarrying } from '../revising/reopen.commands'
import { addRevision, type NewText } from '../revising/revise.commands'
import { type Settlement as SettlementGiven, settleCarrying } from '../revising/settle.commands'
import { notFound, Problem, unprocessable } from '../web/problems'
import { articleRead, zonesToMark } from './article-read'
import { refuseToShow } from './articles.routes'
import { refusedFields } from './field-refusals'
import { type Asked, operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import {
  Carrying,
  CarryingPage,
  CarryingPageQuery,
  NewRevision,
  RevisionInFull,
  RevisionPage,
  Settlement,
} from './revision.schema'
import { carryingInFull, carryingPage, revisionInFull, revisionPage } from './revisions.queries'
import { requireVersion } from './row-guards'

const addText = operation({
  name: 'addRevision',
  method: 'post',
  path: '/api/v1/articles/:id/revisions',
  audience: 'editor',
  summary: 'Capture an article’s text anew',
  description:
    'It is a revision more; the texts before stay. Each statement is looked for in it: what surely is the same passage goes ' +
    'along, the rest waits for an editor (`GET /carryings`). Instead of a text it may be a page (`html`), a `file`, or a `url` ' +
    'alone, which is fetched. `If-Match` has the article’s version.',
  body: NewRevision,
  example: { text: 'The minister said on Monday that some of the ships had left.\n' },
  changes: true,
  success: 201,
  response: RevisionInFull,
  refusals: {
    409: 'It is the text of the newest revision, letter for letter.',
    410: 'The article has been withdrawn.',
  },
  async answer(asked) {
    const { db, account, id, version } = asked
    requireVersion(openArticle(id, await articleById(db, id)), version, 'this article')
    const outcome = await addRevision(db, account, id, version, textFrom(asked))
    if ('problems' in outcome) throw refusedFields(outcome.problems)
    if ('same' in outcome) throw new Problem(409, 'Nothing new', `This is the text of revision ${outcome.same}.`)
    const location = `/api/v1/articles/${id}/revisions/${outcome.number}`
    return { document: await revisionDocument(asked, id, outcome.number), location }
  },
})

/** The text as it was sent, or as it was read of what was sent. */
function textFrom({
  body,
  readFirst,
}: Pick<Asked<z.output<typeof NewRevision>, unknown>, 'body' | 'readFirst'>): NewText {
  if (readFirst && 'problem' in readFirst) throw refusedFields({ [readFirst.member]: readFirst.problem })
  const zones = zonesToMark(body.zones, readFirst)
  const withoutErased = body.withoutErased ?? false
  if (body.text !== undefined || !readFirst) return { raw: Buffer.from(body.text ?? '', 'utf8'), zones, withoutErased }
  return { ...articleRead(readFirst), zones, withoutErased }
}

async function revisionDocument({ rows, visible }: Asked<unknown, unknown>, id: number, number: number) {
  const [found] = await rows(revisionInFull, [visible, id, number])
  if (found) return found
  await refuseToShow(rows, id, visible.includes('draft')).catch((error) => {
    // The article is there: then it is this text that is not.
    if (!(error instanceof Problem) || error.status !== 404) throw error
  })
  throw notFound('This text of the article')
}

const listTexts = operation({
  name: 'listRevisions',
  method: 'get',
  path: '/api/v1/articles/:id/revisions',
  audience: 'anyone',
  summary: 'List the texts that were captured of an article',
  query: PageQuery,
  success: 200,
  response: RevisionPage,
  refusals: { 410: 'The article has been withdrawn, or redacted; the reason is public.' },
  async answer({ rows, visible, id, query }) {
    const [after, limit] = pageValues(query)
    const found = await rows(revisionPage, [visible, id, after, limit])
    if (found.length === 0 && after === 0) await refuseToShow(rows, id, visible.includes('draft'))
    const document = pageFrom(found, query.limit)
    return { document, next: document.next }
  },
})

const readText = operation({
  name: 'readRevision',
  method: 'get',
  path: '/api/v1/articles/:id/revisions/:number',
  audience: 'anyone',
  summary: 'Read a text that was captured of an article',
  success: 200,
  response: RevisionInFull,
  refusals: { 410: 'The article has been withdrawn, or redacted; the reason is public.' },
  answer: async (asked) => ({ document: await revisionDocument(asked, asked.id, asked.number) }),
})

const WHAT = 'What became of this statement'

const listCarryings = operation({
  name: 'listCarryings',
  method: 'get',
  path: '/api/v1/carryings',
  audience: 'anyone',
  summary: 'List what became of statements in newer texts of their articles',
  description:
    'Readers are told of what is settled; editors also of what waits for them, with the places that may be meant.',
  query: CarryingPageQuery,
  success: 200,
  response: CarryingPage,
  async answer({ rows, visible, query }) {
    if (query.waiting !== undefined && !visible.includes('draft'))
      throw refusedFields({ waiting: 'Only an editor may ask for this.' })
    const waiting = query.waiting === undefined ? undefined : query.waiting === 'true'
    const asked = carryingPage(visible, pageValues(query), { article: query.article, waiting })
    const document = pageFrom(await rows(asked.query, asked.values), query.limit)
    return { document, next: document.next }
  },
})

async function carryingDocument({ rows, visible }: Asked<unknown, unknown>, id: number) {
  const [found] = await rows(carryingInFull, [visible, id])
  if (!found) throw notFound(WHAT)
  return found
}

const settle = operation({
  name: 'settleCarrying',
  method: 'post',
  path: '/api/v1/carryings/:id/settlement',
  audience: 'editor',
  summary: 'Tell where a statement is in a newer text',
  description:
    'It is where it was found (`confirmed`), elsewhere (`pointed`), or the text has it no more (`let_go`). Readers are told of ' +
    'a wording that was changed, and see both. `If-Match` has the statement’s version.',
  body: Settlement,
  example: { as: 'pointed', content: [{ exact: 'some of the ships had left' }], source: { exact: 'The minister' } },
  changes: true,
  success: 200,
  response: Carrying,
  refusals: { 409: 'Somebody has settled it.', 410: 'The article has been withdrawn.' },
  async answer(asked) {
    const { db, account, id, version, body } = asked
    requireVersion(await carryingDocument(asked, id), version, 'this statement')
    const outcome = await settleCarrying(db, account, id, version, settlementOf(body))
    if ('problems' in outcome) throw refusedFields(outcome.problems)
    return { document: await carryingDocument(asked, id) }
  },
})

function settlementOf(body: ReturnType<typeof Settlement.parse>): SettlementGiven {
  if (body.as !== 'pointed') return body
  const { as, content, source, cue, hops, inZone } = body
  return { as, spans: { content, source, cue, hops }, inZone }
}

const reopen = operation({
  name: 'reopenCarrying',
  method: 'delete',
  path: '/api/v1/carryings/:id/settlement',
  audience: 'editor',
  summary: 'Take back what was told of a statement in a newer text',
  description: 'It stands where it stood before, and waits again.',
  changes: true,
  success: 200,
  response: Carrying,
  refusals: {
    410: 'The article has been withdrawn.',
    422: 'Nothing was settled, or a newer text has been captured since.',
  },
  async answer(asked) {
    const { db, account, id, version } = asked
    requireVersion(await carryingDocument(asked, id), version, 'this statement')
    const outcome = await reopenCarrying(db, account, id, version)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    return { document: await carryingDocument(asked, id) }
  },
})

export const revisionOperations = [addText, listTexts, readText]
export const carryingOperations = [listCarryings, settle, reopen]
