import type { z } from 'zod'
import { changeLinkedSpeaker } from '../links/change-linked-speaker.commands'
import { mergeSpeakers, unmergeSpeaker } from '../links/merge-speakers.commands'
import { introduceSpeaker, type RoleGiven } from '../speakers/change-speaker.commands'
import { outletSpeaker } from '../speakers/outlet-speaker.commands'
import { speakerById } from '../speakers/speakers.queries'
import { notFound, unprocessable } from '../web/problems'
import { claimPageOfSpeaker } from './claims.queries'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { pageWithPages, withPage } from './present'
import { requireVersion } from './row-guards'
import { NewMerging, NewSpeaker, Speaker, SpeakerChange, SpeakerPage, SpeakerPageQuery } from './speaker.schema'
import { type SpeakerInFullRow, speakerInFull, speakerPage, speakerPageNamed } from './speakers.queries'

const WHAT = 'This speaker'
const WHICH = 'this speaker'
const MOVED = 'They have been merged into the speaker at `Location`.'

const newSpeaker = operation({
  name: 'addSpeaker',
  method: 'post',
  path: '/api/v1/speakers',
  audience: 'editor',
  summary: 'Add a speaker',
  description:
    'Two may bear one name; that it is meant has to be said. A name or alias that somebody bears already is refused under ' +
    '`another`, unless `another` is sent as true; one that looks like another’s but has other letters under `lookalike`, ' +
    'unless `lookalike` is.',
  body: NewSpeaker,
  example: {
    name: 'Maria Zakharova',
    kind: 'person',
    description: 'Spokeswoman of the Russian foreign ministry',
    wikidataId: null,
    aliases: ['Mariya Zakharova'],
    roles: [{ title: 'Foreign ministry spokeswoman', since: '2015-08', until: null, speaksForId: null }],
  },
  success: 201,
  response: Speaker,
  async answer(asked) {
    const { name, kind, description = null, wikidataId = null, anonymityReason = null, outletId = null } = asked.body
    const { aliases = [], roles = [], lookalike = false, another = false } = asked.body
    const given = { name, kind, description, wikidataId, anonymityReason, outletId, aliases, lookalike, another }
    const added = await introduceSpeaker(asked.db, asked.account, { ...given, roles: rolesGiven(roles) })
    if ('problems' in added) throw refusedFields(added.problems)
    return { ...(await written(asked, added.speakerId)), location: `/api/v1/speakers/${added.speakerId}` }
  },
})

function rolesGiven(roles: NonNullable<z.output<typeof SpeakerChange>['roles']>): RoleGiven[] {
  return roles.map(({ id, title, since = null, until = null, speaksForId = null }) => ({
    ...(id === undefined ? {} : { id }),
    title,
    since,
    until,
    speaksForId,
  }))
}

const listSpeakers = operation({
  name: 'listSpeakers',
  method: 'get',
  path: '/api/v1/speakers',
  audience: 'anyone',
  summary: 'List speakers, or those of a name',
  query: SpeakerPageQuery,
  success: 200,
  response: SpeakerPage,
  async answer({ rows, visible, query, baseUrl }) {
    const { name, ...page } = query
    const values = [...pageValues(page), visible.includes('draft')]
    const found = name === undefined ? await rows(speakerPage, values) : await rows(speakerPageNamed, [...values, name])
    const document = pageWithPages(baseUrl, 'speakers', pageFrom(found, query.limit))
    return { document, next: document.next }
  },
})

const readSpeaker = operation({
  name: 'readSpeaker',
  method: 'get',
  path: '/api/v1/speakers/:id',
  audience: 'anyone',
  summary: 'Read a speaker and the claims made',
  description: 'Pages are of the claims.',
  query: PageQuery,
  success: 200,
  response: Speaker,
  refusals: { 308: MOVED },
  async answer(asked) {
    const speaker = await speakerThere(asked)
    return 'movedTo' in speaker ? speaker : answerOf(asked, speaker, asked.query)
  },
})

const patchSpeaker = operation({
  name: 'changeSpeaker',
  method: 'patch',
  path: '/api/v1/speakers/:id',
  audience: 'editor',
  summary: 'Change a speaker',
  description:
    'Members left out stay as they are; lists are replaced whole. A role with its number is changed, one without is new, ' +
    'one left out is taken away, unless a claim was made in it. A new name that another bears, or that looks like ' +
    'another’s, is confirmed as when a speaker is added. A merged speaker has names and roles of its own still, and can ' +
    'be changed too.',
  body: SpeakerChange,
  example: {
    aliases: ['Mike Pompeo'],
    roles: [{ title: 'U.S. Secretary of State', since: '2018-04', until: '2021-01' }],
  },
  changes: true,
  success: 200,
  response: Speaker,
  async answer(asked) {
    const [row] = await asked.rows(speakerInFull, [asked.id, true])
    if (!row) throw notFound(WHAT)
    requireVersion(row, asked.version, WHICH)
    const { roles = row.roles, lookalike = false, another = false, ...body } = asked.body
    // Its own: what those merged into it lend it stays theirs.
    const { name, kind, description, wikidataId, anonymityReason, outletId } = await speakerById(asked.db, asked.id)
    const { aliases } = row
    const now = { name, kind, description, wikidataId, anonymityReason, outletId, aliases, ...defined(body) }
    const given = { ...now, roles: rolesGiven(roles), lookalike, another }
    const changed = await changeLinkedSpeaker(asked.db, asked.account, asked.id, asked.version, given)
    if ('problems' in changed) throw refusedFields(changed.problems)
    return written(asked, asked.id)
  },
})

/** Only what was sent: a member that is undefined would take the present value's place. */
type Defined<Body> = { [Member in keyof Body]?: Exclude<Body[Member], undefined> }
const defined = <Body extends object>(body: Body) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Defined<Body>

const merge = operation({
  name: 'mergeSpeaker',
  method: 'post',
  path: '/api/v1/speakers/:id/merging',
  audience: 'editor',
  summary: 'Merge a speaker into another who is the same',
  description:
    'Their claims are the other’s from then on, and their address leads to the other. Refused where a claim names both, or ' +
    'a published link would no longer hold. Answers with the other.',
  body: NewMerging,
  example: { into: 12 },
  changes: true,
  success: 200,
  response: Speaker,
  async answer(asked) {
    requireVersion(await speakerById(asked.db, asked.id), asked.version, WHICH)
    const { into, intoVersion = null } = asked.body
    const merged = await mergeSpeakers(asked.db, asked.account, asked.id, asked.version, into, intoVersion)
    if ('problem' in merged) throw refusedFields({ into: merged.problem })
    return written(asked, merged.rootId)
  },
})

const unmerge = operation({
  name: 'unmergeSpeaker',
  method: 'delete',
  path: '/api/v1/speakers/:id/merging',
  audience: 'editor',
  summary: 'Take the merging of a speaker back',
  description:
    'The claims that name them are theirs again. `merged` of whom they were merged into tells their version.',
  changes: true,
  success: 200,
  response: Speaker,
  refusals: {
    422: 'They have not been merged, a published link would no longer hold, or `bearer` has their Wikidata id or outlet by now.',
  },
  async answer(asked) {
    requireVersion(await speakerById(asked.db, asked.id), asked.version, WHICH)
    const unmerged = await unmergeSpeaker(asked.db, asked.account, asked.id, asked.version)
    if ('problem' in unmerged) {
      const { problem, bearer } = unmerged
      throw unprocessable(problem, bearer && { bearer })
    }
    return written(asked, asked.id)
  },
})

/** The speaker at this address, or the address of whom they were merged into. */
async function speakerThere({
  rows,
  visible,
  id,
}: Asked<unknown, unknown> & { id: number }): Promise<SpeakerInFullRow | { movedTo: string }> {
  const [speaker] = await rows(speakerInFull, [id, visible.includes('draft')])
  if (!speaker) throw notFound(WHAT)
  return speaker.rootId === null ? speaker : { movedTo: `/api/v1/speakers/${speaker.rootId}` }
}

/** The speaker after a change. */
const speakerOfOutlet = operation({
  name: 'addSpeakerOfOutlet',
  method: 'post',
  path: '/api/v1/outlets/:id/speaker',
  audience: 'editor',
  summary: 'Have an outlet speak, where it asserts something by itself',
  description: 'The speaker that the outlet is: found, or an organisation of its very name from now on, or added.',
  success: 200,
  response: Speaker,
  async answer(asked) {
    const { speakerId } = await outletSpeaker(asked.db, asked.account, asked.id)
    return written(asked, speakerId)
  },
})

async function written(asked: Asked<unknown, unknown>, id: number): Promise<{ document: object }> {
  const [row] = await asked.rows(speakerInFull, [id, true])
  if (!row) throw notFound(WHAT)
  return answerOf(asked, row, PageQuery.parse({}))
}

async function answerOf(
  { rows, visible, baseUrl }: Asked<unknown, unknown>,
  { rootId: _itself, ...speaker }: SpeakerInFullRow,
  query: PageQuery,
): Promise<Extract<Answer, { document: object }>> {
  const claims = await rows(claimPageOfSpeaker, [visible, ...pageValues(query), speaker.id])
  const document = {
    ...withPage(baseUrl, 'speakers')(speaker),
    claims: pageWithPages(baseUrl, 'claims', pageFrom(claims, query.limit)),
  }
  return { document, next: document.claims.next }
}

export const speakerOperations = [newSpeaker, listSpeakers, readSpeaker, patchSpeaker, merge, unmerge, speakerOfOutlet]
