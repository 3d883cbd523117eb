import { claimById } from '../claims/claims.commands'
import { takeDistinctionBack, tellApart } from '../claims/distinctions.commands'
import { joinClaims } from '../links/join-claims.commands'
import { unjoinClaim } from '../links/unjoin-claim.commands'
import { unprocessable } from '../web/problems'
import { claimExists } from './claims.queries'
import { duplicatePage } from './duplicates.queries'
import { refusedFields } from './field-refusals'
import { Distinction, DuplicatePage, Join, NewDistinction, NewJoin, TakenApart } from './join.schema'
import { operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { requirePublished, requireVersion } from './row-guards'

const WHICH = 'this claim'

const join = operation({
  name: 'joinClaims',
  method: 'post',
  path: '/api/v1/claims/:id/join',
  audience: 'editor',
  summary: 'Join a claim into another one that it turned out to be',
  description:
    'Its reports and links become those of the claim that stays; a link that would double one of these, or run between the ' +
    'two, is withdrawn. Its address leads there (308). It can be taken apart again.',
  body: NewJoin,
  example: { into: 17 },
  changes: true,
  success: 200,
  response: Join,
  refusals: { 409: 'It has been withdrawn, or joined already.' },
  async answer({ db, account, id, version, body, baseUrl }) {
    const { into, intoVersion = null } = body
    requirePublished(await claimById(db, id), version, WHICH)
    if (!(await claimExists(db, into))) throw refusedFields({ into: `There is no claim ${into}.` })
    const outcome = await joinClaims(db, account, { from: id, fromVersion: version, into, intoVersion })
    if ('problem' in outcome) throw refusedFields({ into: outcome.problem })
    const now = await claimById(db, id)
    return {
      document: { claim: id, version: now.version, into, page: `${baseUrl}/claims/${into}` },
    }
  },
})

const unjoin = operation({
  name: 'takeClaimsApart',
  method: 'delete',
  path: '/api/v1/claims/:id/join',
  audience: 'editor',
  summary: 'Take a joined claim out of the other one again',
  description:
    'All is as it was before, but for what has been changed since: `notes` has a sentence for each of these.',
  changes: true,
  success: 200,
  response: TakenApart,
  refusals: {
    422: 'It is not joined, or the other claim has been withdrawn or joined since, or a claim would have no report.',
  },
  async answer({ db, account, id, version }) {
    requireVersion(await claimById(db, id), version, WHICH)
    const outcome = await unjoinClaim(db, account, id, version)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const now = await claimById(db, id)
    return {
      document: { claim: id, version: now.version, outOf: outcome.intoId, notes: outcome.notes },
    }
  },
})

const listDuplicates = operation({
  name: 'listDuplicates',
  method: 'get',
  path: '/api/v1/duplicates',
  audience: 'editor',
  summary: 'List pairs of claims that may be one',
  description: 'They have a speaker in common, days that are near or not stated, and similar words.',
  query: PageQuery,
  success: 200,
  response: DuplicatePage,
  async answer({ rows, query }) {
    const document = pageFrom(await rows(duplicatePage, pageValues(query)), query.limit)
    return { document, next: document.next }
  },
})

const newDistinction = operation({
  name: 'tellClaimsApart',
  method: 'post',
  path: '/api/v1/distinctions',
  audience: 'editor',
  summary: 'Say that two claims are not the same',
  description: 'The pair is then no longer among the duplicates. Said again, it is the same word.',
  body: NewDistinction,
  example: { claims: [17, 43] },
  success: 201,
  response: Distinction,
  async answer({ db, account, body }) {
    const [one = 0, other = 0] = body.claims
    const outcome = await tellApart(db, account, one, other)
    if ('problem' in outcome) throw refusedFields({ claims: outcome.problem })
    const document = { id: outcome.id, claims: outcome.pair }
    return { document, location: `/api/v1/distinctions/${outcome.id}` }
  },
})

const withdrawDistinction = operation({
  name: 'takeDistinctionBack',
  method: 'delete',
  path: '/api/v1/distinctions/:id',
  audience: 'editor',
  summary: 'Take back that two claims are not the same',
  success: 200,
  response: Distinction,
  async answer({ db, account, id }) {
    const { pair } = await takeDistinctionBack(db, account, id)
    return { document: { id, claims: pair } }
  },
})

export const joinOperations = [join, unjoin, listDuplicates, newDistinction, withdrawDistinction]
