import type { EntityManager } from 'typeorm'
import type { ArticleDetails } from '../articles/articles.queries'
import { changeOutlet } from '../articles/outlets.commands'
import { nameChain } from '../chains/chains.commands'
import { changeArticle } from '../claims/article-details.commands'
import type { SpanPart } from '../claims/claim'
import type { WordsGiven } from '../claims/place-spans'
import { changeStatement } from '../claims/statements.commands'
import { markZones } from '../claims/zones.commands'
import { changeReply, type NewReply } from '../corrections/replies.commands'
import { rowsOf } from '../database/read-pool'
import { changeLinkedClaim } from '../links/change-linked-claim.commands'
import { changeLinkedSpeaker } from '../links/change-linked-speaker.commands'
import { changeLinkReason } from '../links/links.commands'
import { changeSettings } from '../settings/settings.commands'
import { namesIn } from '../versions/events.queries'
import type { ArticleImage, Images, ReplyImage, SpanImage, StatementImage } from '../versions/image'
import type { FieldProblems } from '../web/parse'
import type { UndoableKind } from '../web/undo-form'

type Actor = { id: number }

type Put<Kind extends UndoableKind> = (
  db: EntityManager,
  actor: Actor,
  at: { id: number; version: number; now: Images[Kind] },
  image: Images[Kind],
) => Promise<unknown>

/**
 * Makes a row what an image says, by the commands that the forms use, with all their rules. A problem is a value; stale
 * versions throw 409.
 */
export async function put<Kind extends UndoableKind>(
  db: EntityManager,
  actor: Actor,
  kind: Kind,
  at: { id: number; version: number; now: Images[Kind] },
  image: Images[Kind],
): Promise<{ problem: string } | null> {
  const outcome = await (PUT[kind] as Put<Kind>)(db, actor, at, image)
  if (typeof outcome !== 'object' || outcome === null || !('problems' in outcome)) return null
  return { problem: Object.values(outcome.problems as FieldProblems).join(' ') }
}

const PUT: { [Kind in UndoableKind]: Put<Kind> } = {
  claim: (db, actor, { id, version }, { saidOn, saidOnBasis, saidOnWords, medium, stance, summary, speakers }) =>
    changeLinkedClaim(db, actor, id, version, {
      speakers: speakers.map(({ namedId, roleId }) => ({ id: namedId, ...(roleId && { role: { id: roleId } }) })),
      saidOn,
      saidOnBasis,
      saidOnWords,
      medium,
      stance,
      summary,
    }),
  statement: (db, actor, { id, version, now }, image) =>
    changeStatement(db, actor, id, version, statementGiven(image, now.revisionId)),
  link: (db, actor, { id, version }, { reason }) => changeLinkReason(db, actor, id, version, reason),
  chain: (db, actor, { id, version }, { title }) => nameChain(db, actor, id, version, title),
  speaker: (db, actor, { id, version, now }, { mergedIntoId: _merging, ...speaker }) => {
    const isThere = (id: number) => now.roles.some((role) => role.id === id)
    // One that is gone is made anew.
    const roles = speaker.roles.map(({ id, ...role }) => (isThere(id) ? { id, ...role } : role))
    return changeLinkedSpeaker(db, actor, id, version, { ...speaker, roles, lookalike: true, another: true })
  },
  article: async (db, actor, { id, version, now }, image) => {
    // Zones have a command of their own, and are never changed together with the rest.
    if (JSON.stringify(now.zones) === JSON.stringify(image.zones))
      return changeArticle(db, actor, id, version, await detailsOf(db, image))
    const newest = image.revisions.at(-1)?.id ?? 0
    const zones = image.zones.filter(({ revisionId }) => revisionId === newest)
    return markZones(db, actor, id, version, zones, await onceConfirmed(db, newest))
  },
  reply: (db, actor, { id, version }, image) => changeReply(db, actor, id, version, replyGiven(image)),
  outlet: (db, actor, { id, version }, image) => changeOutlet(db, actor, id, version, image),
  settings: (db, actor, { version }, image) => changeSettings(db, actor, version, image),
}

/** Statements of a revision that an editor has once confirmed to lie in a zone: put back, they are meant as they were. */
async function onceConfirmed(db: EntityManager, revisionId: number): Promise<number[]> {
  const rows: { id: number }[] = await db.query(
    `SELECT statements.id FROM statements WHERE revision_id = $1 AND EXISTS (
       SELECT FROM history JOIN history_payloads ON history_id = history.id
       WHERE subject_kind = 'statement' AND subject_id = statements.id AND (image->>'inZone')::boolean)`,
    [revisionId],
  )
  return rows.map(({ id }) => id)
}

/** In the text that it stood in by its place; in a later one by what stands beside it, letter for letter. */
const words = (span: SpanImage | undefined, isSameText: boolean): WordsGiven | null => {
  if (!span) return null
  const { exact, start, end, prefix, suffix } = span
  return isSameText ? { exact, start, end } : { exact, prefix, suffix }
}

function statementGiven({ spans, hops, wording, inZone, revisionId }: StatementImage, standsIn: number) {
  const isSameText = revisionId === standsIn
  const of = (part: SpanPart, position = 0) =>
    words(
      spans.find((span) => span.part === part && span.position === position),
      isSameText,
    )
  return {
    content: spans.filter(({ part }) => part === 'content').map((span) => words(span, isSameText) as WordsGiven),
    source: of('source'),
    cue: of('cue'),
    wording,
    // Confirmed only if it was then: its place may have been marked since as none of the article's own.
    inZone,
    hops: hops.map(({ speakerId, ...hop }, position) => ({
      ...hop,
      speaker: { id: speakerId },
      source: of('hop_source', position),
      cue: of('hop_cue', position),
    })),
  }
}

function replyGiven({ speakerId, byName, words, repliedOn, way, url, correctionId }: ReplyImage): NewReply {
  const by = speakerId === null ? { name: byName ?? '' } : { speakerId }
  return { by, words, repliedOn, way, url, correctionId }
}

async function detailsOf(db: EntityManager, image: ArticleImage): Promise<ArticleDetails> {
  const { headline, byline, url, language, publishedOn, outletId, rights } = image
  const { outlets } = await namesIn(rowsOf(db), [image])
  const outlet = outletId === null ? null : (outlets.get(outletId) ?? null)
  return { headline, byline, url, language, publishedOn, outlet, rights }
}
