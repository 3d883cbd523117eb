import { z } from 'zod'
import { REDACTED_KINDS } from '../proof/redaction'
import { redactionsBefore } from '../proof/redactions.queries'
import { Id } from './common.schema'
import { answerShapes } from './components'
import { operation } from './operation'
import { PageQuery, pageFrom, pageOf, valuesBefore } from './paging.schema'

const RedactionPage = pageOf(
  z.strictObject({
    id: Id,
    page: z.url().describe('Its place in the public list.'),
    of: z
      .strictObject({ kind: z.enum(REDACTED_KINDS), id: z.int().min(1) })
      .describe('Whose words were erased; of what the desk says to itself there is nothing else to read.'),
    reason: z.string(),
    legalBasis: z.string().nullable(),
    at: z.iso.datetime().describe('When; UTC, to the millisecond.'),
  }),
).register(answerShapes, { id: 'RedactionPage' })

const listRedactions = operation({
  name: 'listRedactions',
  method: 'get',
  path: '/api/v1/redactions',
  audience: 'anyone',
  summary: 'List what was erased as a law asked, the newest first, each with its reason',
  query: PageQuery,
  success: 200,
  response: RedactionPage,
  async answer({ rows, query, baseUrl }) {
    const found = await rows(redactionsBefore, valuesBefore(query))
    const { items, next } = pageFrom(found, query.limit)
    const told = items.map(({ id, subjectKind, subjectId, reason, legalBasis, at }) => ({
      ...{ id, page: `${baseUrl}/transparency#redaction-${id}`, of: { kind: subjectKind, id: subjectId } },
      ...{ reason, legalBasis, at },
    }))
    return { document: { items: told, next }, next }
  },
})

export const redactionOperations = [listRedactions]
