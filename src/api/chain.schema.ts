import { z } from 'zod'
import { optionalLine } from '../web/text-fields'
import { ClaimInList } from './claim.schema'
import { rowMembers, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { Link } from './link.schema'
import { pageOf } from './paging.schema'

export const ChainChange = z
  .strictObject({ title: optionalLine(300).exactOptional().describe('A question; null takes it away.') })
  .refine((body) => 'title' in body, { path: ['title'], message: 'Give the title; null takes it away.' })
  .meta({ required: ['title'] })
  .register(requestShapes, { id: 'ChainChange' })

const chainMembers = {
  ...rowMembers,
  title: z.string().nullable().describe('A question, if an editor gave one.'),
  size: z.int().min(2).describe('How many claims.'),
  ...timeMembers,
}

export const ChainInList = z.strictObject(chainMembers).register(answerShapes, { id: 'ChainInList' })

export const Chain = z
  .strictObject({
    ...chainMembers,
    claims: pageOf(ClaimInList).describe('In the order said, a page at a time.'),
    links: z.array(Link).describe('From the claims of this page: over all pages, each link once.'),
    moreLinks: z.boolean().describe('Whether these claims have more links than these; ask for fewer claims at a time.'),
  })
  .register(answerShapes, { id: 'Chain' })

export const ChainPage = pageOf(ChainInList).register(answerShapes, { id: 'ChainPage' })
