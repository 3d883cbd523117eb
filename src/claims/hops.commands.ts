import type { EntityManager } from 'typeorm'
import type { Actor } from '../history/history.commands'
import { isConfirmation, resolveSpeaker, type SpeakerReference } from '../speakers/resolve-speaker.commands'
import type { FieldProblems } from '../web/parse'
import { words } from '../words/words'
import type { Medium, Wording } from './claim'
import { Hop } from './hop.entity'
import { MOST_HOPS } from './hops'
import type { WordsGiven } from './place-spans'
import { parseSaidOn, type SaidOnBasis } from './said-on'

/** Somebody who passed a claim on, as an editor gives it; the words are spans of the statement. */
export interface NewHop {
  speaker: SpeakerReference
  /** The words that name who passed it on, and those that name the passing on: "citing". */
  source: WordsGiven | null
  cue: WordsGiven | null
  medium: Medium
  /** Whose words were passed on. */
  wording: Wording
  /** When it was passed on: EDTF; null is "not stated". */
  saidOn: string | null
  saidOnBasis: SaidOnBasis
  saidOnWords: string | null
}

/** A hop's own columns, worked out, and its speaker resolved. */
export type HopRow = Omit<Hop, 'statementId'>

/** Resolves the speakers and dates of hops; what is wrong with one is a problem of `hops.0.speaker` and so on. */
export async function hopRows(
  db: EntityManager,
  actor: Actor,
  hops: readonly NewHop[],
  articleId: number,
): Promise<{ hops: HopRow[] } | { problems: FieldProblems }> {
  if (hops.length > MOST_HOPS) return { problems: { hops: words.tag.mostHops(MOST_HOPS) } }
  const problems: FieldProblems = {}
  const rows: HopRow[] = []
  const today = new Date().toISOString().slice(0, 10)
  for (const [position, hop] of hops.entries()) {
    const date = parseSaidOn({ saidOn: hop.saidOn, basis: hop.saidOnBasis, words: hop.saidOnWords }, today)
    if ('problem' in date) problems[`hops.${position}.saidOn`] = date.problem
    const resolved = await resolveSpeaker(db, actor, hop.speaker, [articleId])
    if ('problem' in resolved)
      problems[`hops.${position}.${isConfirmation(resolved) ? 'lookalike' : 'speaker'}`] = resolved.problem
    else if (resolved.speakerId === rows.at(-1)?.speakerId) {
      problems[`hops.${position}.speaker`] = words.refusals.sameTwiceInTurn
    }
    if ('problem' in date || 'problem' in resolved) continue
    const { medium, wording } = hop
    const { saidOn, earliest: saidOnEarliest, latest: saidOnLatest, basis: saidOnBasis, words: saidOnWords } = date
    const dated = { saidOn, saidOnEarliest, saidOnLatest, saidOnBasis, saidOnWords }
    rows.push({ position, speakerId: resolved.speakerId, medium, wording, ...dated })
  }
  return Object.keys(problems).length > 0 ? { problems } : { hops: rows }
}

/** Hops that take the place of others: who was named is kept of those whose speaker stays, for they may part again. */
export async function withNamesKept(db: EntityManager, before: readonly Hop[], after: HopRow[]): Promise<HopRow[]> {
  if (before.length === 0 || after.length === 0) return after
  const now: { namedId: number; id: number }[] = await db.query(
    'SELECT named_id AS "namedId", id FROM speakers_now WHERE named_id = ANY($1)',
    [before.map(({ speakerId }) => speakerId)],
  )
  return after.map((hop) => {
    const named = now.find(({ id }) => id === hop.speakerId)
    return named ? { ...hop, speakerId: named.namedId } : hop
  })
}

/** Adds the hops of a statement; its spans come after them, for those of a hop need it. */
export async function insertHops(db: EntityManager, statementId: number, hops: readonly HopRow[]) {
  if (hops.length === 0) return
  await db.insert(
    Hop,
    hops.map((hop) => ({ ...hop, statementId })),
  )
}

/** The hops of a statement as they are, in order. */
export function hopsOf(db: EntityManager, statementId: number): Promise<Hop[]> {
  return db.find(Hop, { where: { statementId }, order: { position: 'ASC' } })
}
