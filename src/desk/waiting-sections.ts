import { type CorrectionKind, KINDS_IN_BRIEF, WAITING } from '../corrections/correction'
import { prepared } from '../database/read-pool'
import { RELATIONS, type Relation } from '../links/relation'
import { shortened } from '../reading/shortened'
import { words } from '../words/words'
import type { DeskSection } from './desk-section'

/** As much of a reader's or a speaker's words as a line holds. */
const LONGEST_WORDS = 140

interface CorrectionRow {
  id: number
  claimId: number
  kind: CorrectionKind
  words: string
  takenBy: string | null
  day: string
}

const corrections = prepared<CorrectionRow>(
  'desk corrections',
  `SELECT corrections.id, claim_now(claim_id) AS "claimId", kind, left(words, ${2 * LONGEST_WORDS}) AS words,
     accounts.name AS "takenBy", to_char(corrections.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
   FROM corrections LEFT JOIN accounts ON accounts.id = assigned_to_id
   WHERE corrections.id = ANY($1::integer[])`,
)

/** What readers have asked for. */
export const correctionSection: DeskSection = {
  name: 'corrections',
  title: words.corrections.inbox,
  what: words.desk.correctionsMean,
  empty: { words: words.desk.correctionsEmpty, link: { name: words.desk.whatWasAnswered, path: '/corrections' } },
  found: `SELECT id FROM corrections WHERE state IN ('${WAITING.join("', '")}')`,
  lines: async (read, ids) =>
    (await read(corrections, [ids])).map(({ id, claimId, kind, words: asked, takenBy, day }) => ({
      id,
      href: `/corrections/${id}/answer`,
      words: shortened(asked, LONGEST_WORDS),
      language: null,
      meta: words.desk.correctionLine(
        claimId,
        KINDS_IN_BRIEF[kind],
        day,
        takenBy ? words.desk.looksAtIt(takenBy) : words.tagging.nobodys,
      ),
      button: null,
    })),
}

interface DraftRow {
  id: number
  claimId: number
  quote: string
  language: string
  speakers: string
  by: string | null
  comment: string | null
}

const drafts = prepared<DraftRow>(
  'desk drafts',
  `SELECT statements.id, statements.claim_id AS "claimId", articles.language,
     (SELECT left(string_agg(exact, ' […] ' ORDER BY position), ${2 * LONGEST_WORDS}) FROM spans
      WHERE statement_id = statements.id AND part = 'content') AS quote,
     (SELECT string_agg(name, '; ' ORDER BY position) FROM claim_speakers JOIN speakers ON speakers.id = speaker_id
      WHERE claim_speakers.claim_id = statements.claim_id) AS speakers,
     accounts.name AS by,
     (SELECT body FROM review_returns JOIN comments ON comments.id = comment_id
      WHERE review_returns.statement_id = statements.id AND review_returns.version = statements.version AND withdrawn_at IS NULL
      ORDER BY review_returns.id DESC LIMIT 1) AS comment
   FROM statements
   JOIN revisions ON revisions.id = statements.revision_id
   JOIN articles ON articles.id = revisions.article_id
   LEFT JOIN accounts ON accounts.id = statements.created_by_id
   WHERE statements.id = ANY($1::integer[])`,
)

/** Drafts of claims that are not withdrawn. */
const DRAFTS = `
  SELECT statements.id FROM statements JOIN claims ON claims.id = claim_id AND claims.state <> 'withdrawn'
  WHERE statements.state = 'draft'`

const draftLines =
  (isMine: boolean): DeskSection['lines'] =>
  async (read, ids) =>
    (await read(drafts, [ids])).map(({ id, claimId, quote, language, speakers, by, comment }) => ({
      id,
      href: isMine ? `/statements/${id}/edit` : `/claims/${claimId}/drafts`,
      words: shortened(quote, LONGEST_WORDS),
      language,
      meta: `${speakers} · ${isMine && comment ? `“${shortened(comment, LONGEST_WORDS)}”` : (by ?? words.desk.fromCommandLine)}`,
      button: null,
    }))

const QUEUE = { name: words.desk.wholeQueue, path: '/review' }

interface DraftLinkRow {
  id: number
  fromId: number
  toId: number
  relation: Relation
  by: string | null
}

const draftLinks = prepared<DraftLinkRow>(
  'desk draft links',
  `SELECT links.id, from_claim_id AS "fromId", to_claim_id AS "toId", relation, accounts.name AS by
   FROM links LEFT JOIN accounts ON accounts.id = links.created_by_id WHERE links.id = ANY($1::integer[])`,
)

interface DraftReplyRow {
  id: number
  claimId: number
  speaker: string
  words: string
  by: string | null
}

const draftReplies = prepared<DraftReplyRow>(
  'desk draft replies',
  `SELECT replies.id, claim_now(claim_id) AS "claimId", coalesce(speakers.name, by_name) AS speaker,
     left(words, ${2 * LONGEST_WORDS}) AS words, accounts.name AS by
   FROM replies LEFT JOIN speakers_now speakers ON speakers.named_id = replies.speaker_id
   LEFT JOIN accounts ON accounts.id = replies.created_by_id WHERE replies.id = ANY($1::integer[])`,
)

/** What one's colleagues wait for, where the desk reviews before it publishes. */
export const reviewSections: DeskSection[] = [
  {
    name: 'sent-back',
    title: words.desk.sentBackTitle,
    what: words.desk.sentBackMeans,
    empty: { words: words.desk.sentBackEmpty, link: QUEUE },
    found: `${DRAFTS} AND statements.created_by_id = $1::integer AND EXISTS (
      SELECT FROM review_returns WHERE statement_id = statements.id AND version = statements.version
        AND claim_version = claims.version)`,
    lines: draftLines(true),
  },
  {
    name: 'drafts',
    title: words.desk.draftsTitle,
    what: words.desk.draftsMean,
    empty: { words: words.desk.draftsEmpty, link: QUEUE },
    found: `${DRAFTS} AND statements.created_by_id IS DISTINCT FROM $1::integer`,
    lines: draftLines(false),
  },
  {
    name: 'draft-links',
    title: words.desk.draftLinksTitle,
    what: words.desk.draftLinksMean,
    empty: { words: words.desk.draftLinksEmpty, link: QUEUE },
    found: `SELECT links.id FROM links
      JOIN claims answer ON answer.id = from_claim_id AND answer.state <> 'withdrawn'
      JOIN claims answered ON answered.id = to_claim_id AND answered.state <> 'withdrawn'
      WHERE links.state = 'draft' AND links.created_by_id IS DISTINCT FROM $1::integer`,
    lines: async (read, ids) =>
      (await read(draftLinks, [ids])).map(({ id, fromId, toId, relation, by }) => ({
        id,
        href: `/claims/${fromId}/drafts`,
        words: words.desk.linkLine(fromId, RELATIONS[relation].verb, toId),
        language: null,
        meta: by ?? words.desk.fromCommandLine,
        button: null,
      })),
  },
  {
    name: 'draft-replies',
    title: words.desk.draftRepliesTitle,
    what: words.desk.draftRepliesMean,
    empty: { words: words.desk.draftRepliesEmpty, link: QUEUE },
    found: `SELECT replies.id FROM replies JOIN claims ON claims.id = claim_now(claim_id) AND claims.state <> 'withdrawn'
      WHERE replies.state = 'draft' AND replies.created_by_id IS DISTINCT FROM $1::integer`,
    lines: async (read, ids) =>
      (await read(draftReplies, [ids])).map(({ id, claimId, speaker, words: replied, by }) => ({
        id,
        href: `/claims/${claimId}/drafts#reply-${id}`,
        words: shortened(replied, LONGEST_WORDS),
        language: null,
        meta: words.desk.replyLine(speaker, claimId, by ?? words.desk.fromCommandLine),
        button: null,
      })),
  },
]
