import { prepared } from '../database/read-pool'
import { shortened } from '../reading/shortened'
import type { Reason } from '../revising/carrying'
import { words } from '../words/words'
import type { DeskSection } from './desk-section'

/** As much of a statement's words as a line holds. */
const LONGEST_WORDS = 140

interface WaitingRow {
  id: number
  because: Reason | null
  quote: string
  language: string
  headline: string
  articleId: number
  number: number
}

const waiting = prepared<WaitingRow>(
  'desk carryings',
  `SELECT carryings.id, because, articles.language, headline,
     articles.id AS "articleId", revisions.number,
     (SELECT left(string_agg(exact, ' […] ' ORDER BY position), ${2 * LONGEST_WORDS}) FROM spans
      WHERE spans.statement_id = carryings.statement_id AND part = 'content') AS quote
   FROM carryings JOIN revisions ON revisions.id = carryings.revision_id JOIN articles ON articles.id = article_id
   WHERE carryings.id = ANY($1::integer[])`,
)

/** Statements that a newer text of their article does not surely have. */
export const carryingSection: DeskSection = {
  name: 'newer-texts',
  title: words.desk.carryingTitle,
  what: words.desk.carryingMeans,
  empty: { words: words.desk.carryingEmpty, link: null },
  found: `
    SELECT carryings.id FROM carryings
    JOIN statements ON statements.id = statement_id AND statements.state <> 'withdrawn'
    JOIN claims ON claims.id = claim_id AND claims.state <> 'withdrawn'
    WHERE outcome IS NULL`,
  lines: async (read, ids) =>
    (await read(waiting, [ids])).map(({ id, because, quote, language, headline, articleId, number }) => ({
      id,
      href: `/articles/${articleId}/revisions/${number}${id > 1 ? `?waiting=${id - 1}` : ''}#carrying-${id}`,
      words: shortened(quote, LONGEST_WORDS),
      language,
      meta: `${words.revisions.heading(number)}, ${shortened(headline, 60)} · ${words.revisions.because[because ?? 'gone']}`,
      button: null,
    })),
}
