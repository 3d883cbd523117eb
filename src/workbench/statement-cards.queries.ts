import type { EntityManager } from 'typeorm'
import type { SpanPart, State } from '../claims/claim'

/** A speaker, and the role they spoke in, if it was told. */
export interface CardSpeaker {
  id: number
  name: string
  role: { id: number; title: string } | null
}

/** A statement as the list beside the text shows it. */
export interface StatementCard {
  id: number
  version: number
  /** A draft, or published. */
  state: State
  claimId: number
  revisionId: number
  claimState: State
  claimVersion: number
  wording: string
  speakers: CardSpeaker[]
  saidOn: string | null
  earliest: string | null
  latest: string | null
  basis: string
  saidOnWords: string | null
  medium: string
  stance: string
  summary: string | null
  /** Reports of its claim, this one included. */
  reports: number
  /** Links of its claim, drafts too. */
  links: number
  /** Whether the passage lies in a part that is not the article's own. */
  inZone: boolean
  /** Whether one of the speakers is only described. */
  described: boolean
  spans: CardSpan[]
  hops: CardHop[]
}

/** Who passed it on, next to the speaker first; the words that say so are spans. */
export interface CardHop {
  speaker: { id: number; name: string }
  medium: string
  wording: string
  saidOn: string | null
  basis: string
  saidOnWords: string | null
}

export interface CardSpan {
  part: SpanPart
  position: number
  start: number
  end: number
  exact: string
}

const CARDS = `
  SELECT statements.id, statements.version, statements.state, statements.claim_id AS "claimId",
    statements.revision_id AS "revisionId", claims.state AS "claimState", claims.version AS "claimVersion", statements.wording,
    statements.in_zone AS "inZone", claims.said_on AS "saidOn", claims.said_on_earliest AS earliest, claims.said_on_latest AS latest,
    claims.said_on_basis AS basis, claims.said_on_words AS "saidOnWords", claims.medium, claims.stance, claims.summary,
    (SELECT json_agg(json_build_object('id', speakers.id, 'name', speakers.name, 'role',
       (SELECT json_build_object('id', id, 'title', title) FROM speaker_roles WHERE id = claim_speakers.role_id))
       ORDER BY claim_speakers.position)
     FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
     WHERE claim_speakers.claim_id = claims.id) AS speakers,
    EXISTS (SELECT FROM claim_speakers JOIN speakers ON speakers.id = claim_speakers.speaker_id
            WHERE claim_speakers.claim_id = claims.id AND speakers.kind = 'described') AS described,
    (SELECT json_agg(json_build_object('part', part, 'position', position, 'start', start_offset, 'end', end_offset, 'exact', exact)
       ORDER BY part, position)
     FROM spans WHERE spans.statement_id = statements.id) AS spans,
    coalesce((SELECT json_agg(json_build_object('speaker', json_build_object('id', speakers.id, 'name', speakers.name),
         'medium', hops.medium, 'wording', hops.wording, 'saidOn', hops.said_on, 'basis', hops.said_on_basis,
         'saidOnWords', hops.said_on_words) ORDER BY hops.position)
       FROM hops JOIN speakers_now speakers ON speakers.named_id = hops.speaker_id WHERE hops.statement_id = statements.id), '[]') AS hops,
    (SELECT count(*) FROM statements other WHERE other.claim_id = claims.id AND other.state <> 'withdrawn') AS reports,
    (SELECT count(*) FROM links WHERE state <> 'withdrawn' AND (from_claim_id = claims.id OR to_claim_id = claims.id)) AS links
  FROM statements JOIN claims ON claims.id = statements.claim_id`

/** An article's page has room for so many; the longest interviews have some eighty. The page says when there are more. */
export const MOST_CARDS = 1_000

/** The statements of a revision, in the order of the text; the first recorded, where there are too many. */
export async function statementCards(db: EntityManager, revisionId: number): Promise<StatementCard[]> {
  const cards: StatementCard[] = await db.query(
    `${CARDS} WHERE statements.revision_id = $1 AND statements.state <> 'withdrawn' AND claims.state <> 'withdrawn'
     ORDER BY statements.id LIMIT ${MOST_CARDS}`,
    [revisionId],
  )
  return cards.sort((a, b) => startOf(a) - startOf(b) || a.id - b.id)
}

/** One statement that is not withdrawn, or null. */
export async function statementCard(db: EntityManager, id: number): Promise<StatementCard | null> {
  const cards: StatementCard[] = await db.query(
    `${CARDS} WHERE statements.id = $1 AND statements.state <> 'withdrawn' AND claims.state <> 'withdrawn'`,
    [id],
  )
  return cards[0] ?? null
}

/** Where the words of a statement begin and end, in code points: `12-40`. */
export async function placeOfContent(db: EntityManager, statementId: number): Promise<string> {
  const [row] = await db.query(
    `SELECT min(start_offset) || '-' || max(end_offset) AS place FROM spans WHERE statement_id = $1 AND part = 'content'`,
    [statementId],
  )
  return row.place
}

/** The words of a statement, without those that name its speaker or say that it was said. */
export const contentOf = ({ spans }: Pick<StatementCard, 'spans'>): CardSpan[] =>
  spans.filter(({ part }) => part === 'content')

/** Where its content begins, in code points. */
export const startOf = (card: StatementCard) => Math.min(...contentOf(card).map(({ start }) => start))
