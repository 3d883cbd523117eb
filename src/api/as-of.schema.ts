import { z } from 'zod'
import { Chain } from './chain.schema'
import { Claim } from './claim.schema'
import { Page } from './common.schema'
import { answerShapes } from './components'

/** A point in time in an address, as the document describes it. */
export const POINT_IN_TIME = {
  description:
    'A day that is over, which means its end, or a moment: `2019-06-04`, `2019-06-04T12:00Z`; UTC, to the microsecond at most.',
  schema: {
    type: 'string',
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?Z)?$',
  },
}

const thenMembers = {
  page: Page,
  asOf: z.iso.datetime().describe('The point in time that the address named.'),
  isSettled: z
    .boolean()
    .describe('False for five minutes from that time: a change that was under way then may still come into it.'),
}

const { chainId: _chain, replies: _replies, page: _today, ...claimMembers } = Claim.shape

export const ClaimThen = z.strictObject({ ...claimMembers, ...thenMembers }).register(answerShapes, { id: 'ClaimThen' })

const { id, title, claims, links, moreLinks } = Chain.shape

export const ChainThen = z
  .strictObject({
    id,
    ...thenMembers,
    title,
    size: z.int().min(2).describe('How many claims hung together then.'),
    claims,
    links,
    moreLinks,
  })
  .register(answerShapes, { id: 'ChainThen' })
