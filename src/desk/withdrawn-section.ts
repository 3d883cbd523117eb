import { prepared } from '../database/read-pool'
import { shortened } from '../reading/shortened'
import { words } from '../words/words'
import type { DeskLine, DeskSection } from './desk-section'

interface WithdrawalRow {
  /** Of the history row. */
  id: number
  kind: 'article' | 'claim' | 'statement' | 'link'
  subjectId: number
  version: number
  reason: string
  /** Of an article. */
  headline: string | null
  by: string | null
  at: string
}

/** How far back "lately" reaches: as long as an editor may wonder where something went. */
const LATELY = '30 days'

/** Looked through at most: a desk that restores much has many withdrawals that are none any more. */
const NEWEST = 500

const subject = (table: string) => `
  SELECT id, version, withdrawn_reason FROM ${table} WHERE state = 'withdrawn'`

/** A withdrawal with what was withdrawn, as it is now. */
const withdrawals = prepared<WithdrawalRow>(
  'desk withdrawals',
  `SELECT history.id, subject_kind AS kind, subject_id AS "subjectId", coalesce(article.version, claim.version, statement.version, link.version) AS version,
     coalesce(article.withdrawn_reason, claim.withdrawn_reason, statement.withdrawn_reason, link.withdrawn_reason) AS reason, article.headline,
     accounts.name AS by, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS at
   FROM history
   LEFT JOIN accounts ON accounts.id = account_id
   LEFT JOIN articles article ON subject_kind = 'article' AND article.id = subject_id AND article.withdrawn_reason IS NOT NULL
   LEFT JOIN (${subject('claims')} AND joined_into_id IS NULL) claim ON subject_kind = 'claim' AND claim.id = subject_id
   LEFT JOIN (${subject('statements')}) statement ON subject_kind = 'statement' AND statement.id = subject_id
   LEFT JOIN (${subject('links')}) link ON subject_kind = 'link' AND link.id = subject_id
   WHERE history.id = ANY($1::bigint[]) AND coalesce(article.id, claim.id, statement.id, link.id) IS NOT NULL`,
)

/** What went along with an article comes back with it, and is not on the list beside it. */
const OF_ARTICLE = `
  FROM statements JOIN revisions ON revisions.id = revision_id
  JOIN articles ON articles.id = article_id AND articles.withdrawn_reason IS NULL WHERE`

/** The last withdrawal of what is still withdrawn; by the index on withdrawals, and only those of late. */
const FOUND = `
  SELECT history.id FROM (
    SELECT id, subject_kind, subject_id FROM history
    WHERE action = 'withdrawn' AND at > now() - interval '${LATELY}' ORDER BY id DESC LIMIT ${NEWEST}
  ) history
  WHERE CASE subject_kind
      WHEN 'article' THEN EXISTS (SELECT FROM articles WHERE id = subject_id AND withdrawn_reason IS NOT NULL)
      WHEN 'claim' THEN EXISTS (SELECT FROM claims WHERE id = subject_id AND state = 'withdrawn' AND joined_into_id IS NULL)
        AND EXISTS (SELECT ${OF_ARTICLE} claim_id = subject_id)
      WHEN 'statement' THEN EXISTS (SELECT ${OF_ARTICLE} statements.id = subject_id AND state = 'withdrawn')
      WHEN 'link' THEN EXISTS (SELECT FROM links WHERE id = subject_id AND state = 'withdrawn')
      ELSE false
    END
    AND NOT EXISTS (
      SELECT FROM history later
      WHERE later.subject_kind = history.subject_kind AND later.subject_id = history.subject_id
        AND later.id > history.id AND later.action = 'withdrawn')`

const NAMES = words.desk.kinds

function lineOf({ id, kind, subjectId, version, reason, headline, by, at }: WithdrawalRow): DeskLine {
  const action = `/${kind}s/${subjectId}/restoration`
  return {
    id,
    // There the public reason stands.
    href: `/${kind}s/${subjectId}`,
    words: `${NAMES[kind]} ${headline === null ? subjectId : `“${shortened(headline, 60)}”`}: ${shortened(reason, 110)}`,
    language: null,
    meta: `${by ?? words.desk.fromCommandLine} · ${words.days.utc(at)}`,
    button: { name: words.replies.restore, label: words.desk.restoreOf(kind, subjectId), action, fields: { version } },
  }
}

/** What has been taken back and may have to come back. */
export const withdrawnSection: DeskSection = {
  name: 'withdrawn',
  title: words.desk.withdrawnTitle,
  what: words.desk.withdrawnMeans,
  empty: { words: words.desk.withdrawnEmpty, link: null },
  found: FOUND,
  lines: async (read, ids) => (await read(withdrawals, [ids])).map(lineOf),
}
