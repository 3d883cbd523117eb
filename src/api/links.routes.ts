import type { EntityManager } from 'typeorm'
import { changeLinkReason, linkById, linkClaims, restoreLink, withdrawLink } from '../links/links.commands'
import type { FieldProblems } from '../web/parse'
import { notFound } from '../web/problems'
import { NewWithdrawal, Withdrawal } from './claim.schema'
import { claimExists } from './claims.queries'
import { refusedFields } from './field-refusals'
import { Link, LinkChange, NewLink } from './link.schema'
import { type GuardedLinkRow, linkInFull } from './links.queries'
import { type Answer, type Asked, operation } from './operation'
import { linkDocument } from './present'
import { requirePublished, requireVersion, requireWithdrawn, shown, withdrawn } from './row-guards'

const WHAT = 'This link'
const WHICH = 'this link'

const newLink = operation({
  name: 'linkClaims',
  method: 'post',
  path: '/api/v1/links',
  audience: 'editor',
  summary: 'Link an answering claim to the answered one',
  description:
    'One link of a relation a pair. A link of this pair that was withdrawn comes back, with the new reason and its old ' +
    'number. An answer older than what it answers is only warned of.',
  body: NewLink,
  example: { from: 18, to: 17, relation: 'denies', reason: 'Peskov was asked about the tweet.' },
  success: 201,
  response: Link,
  refusals: { 409: 'Somebody is changing this very link; send it again.' },
  async answer(asked) {
    const { from, to, relation, reason = null } = asked.body
    const unknown = await unknownEnds(asked.db, { from, to })
    if (Object.keys(unknown).length > 0) throw refusedFields(unknown)
    const linked = await linkClaims(asked.db, asked.account, { from, to, relation, reason })
    if ('problems' in linked) throw refusedFields(linked.problems)
    return { ...(await linkWritten(asked, linked.linkId)), location: `/api/v1/links/${linked.linkId}` }
  },
})

/** A claim named in a body that isn't there is a problem of its member, not of the address. */
async function unknownEnds(db: EntityManager, ends: { from: number; to: number }): Promise<FieldProblems> {
  const problems: FieldProblems = {}
  for (const [member, id] of Object.entries(ends)) {
    if (!(await claimExists(db, id))) problems[member] = `There is no claim ${id}.`
  }
  return problems
}

const readLink = operation({
  name: 'readLink',
  method: 'get',
  path: '/api/v1/links/:id',
  audience: 'anyone',
  summary: 'Read a link',
  success: 200,
  response: Link,
  refusals: { 410: 'It has been withdrawn, or a claim at one of its ends; the reason is public.' },
  async answer(asked) {
    const [found] = await asked.rows(linkInFull, [asked.id])
    const row = shown(found, asked.visible, WHAT)
    if (row.endWithdrawnReason !== null) throw withdrawn('A claim at an end of this link', row.endWithdrawnReason)
    if (row.endIsDraft && !asked.visible.includes('draft')) throw notFound(WHAT)
    return answerOf(asked, row)
  },
})

const patchLink = operation({
  name: 'changeLink',
  method: 'patch',
  path: '/api/v1/links/:id',
  audience: 'editor',
  summary: 'Change the reason given for a link',
  description: 'Another relation is another link: withdraw this one and make that.',
  body: LinkChange,
  example: { reason: 'Both speak of the same ships.' },
  changes: true,
  success: 200,
  response: Link,
  refusals: {
    409: 'It is published, and this desk reviews: take it back to draft first.',
    410: 'It has been withdrawn.',
  },
  async answer(asked) {
    const row = shown(await linkById(asked.db, asked.id), asked.visible, WHAT)
    requireVersion(row, asked.version, WHICH)
    await changeLinkReason(asked.db, asked.account, asked.id, asked.version, asked.body.reason ?? null)
    return linkWritten(asked, asked.id)
  },
})

const withdraw = operation({
  name: 'withdrawLink',
  method: 'post',
  path: '/api/v1/links/:id/withdrawal',
  audience: 'editor',
  summary: 'Withdraw a link',
  description: 'Its chain comes apart if nothing else holds it together.',
  body: NewWithdrawal,
  example: { reason: 'The two speak of different ships.' },
  changes: true,
  success: 200,
  response: Withdrawal,
  refusals: { 409: 'It has been withdrawn already.' },
  async answer({ db, account, id, version, body }) {
    requirePublished(await linkById(db, id), version, WHICH)
    await withdrawLink(db, account, id, version, body.reason)
    const now = await linkById(db, id)
    return {
      document: { id, version: now.version, state: now.state, reason: now.withdrawnReason },
    }
  },
})

const restore = operation({
  name: 'restoreLink',
  method: 'delete',
  path: '/api/v1/links/:id/withdrawal',
  audience: 'editor',
  summary: 'Restore a withdrawn link',
  changes: true,
  success: 200,
  response: Link,
  refusals: { 422: 'A claim at one of its ends has been joined into another: take the two apart, or link that one.' },
  async answer(asked) {
    requireWithdrawn(await linkById(asked.db, asked.id), asked.version, WHICH)
    await restoreLink(asked.db, asked.account, asked.id, asked.version)
    return linkWritten(asked, asked.id)
  },
})

/** The link after a change, whatever has become of its claims. */
export async function linkWritten(asked: Asked<unknown, unknown>, id: number): Promise<Answer> {
  const [row] = await asked.rows(linkInFull, [id])
  if (!row) throw notFound(WHAT)
  return answerOf(asked, row)
}

function answerOf({ baseUrl }: Asked<unknown, unknown>, row: GuardedLinkRow): Answer {
  const {
    withdrawnReason: _reason,
    wasPublic: _seen,
    endWithdrawnReason: _endReason,
    endIsDraft: _isDraft,
    ...link
  } = row
  return { document: linkDocument(baseUrl, link) }
}

export const linkOperations = [newLink, readLink, patchLink, withdraw, restore]
