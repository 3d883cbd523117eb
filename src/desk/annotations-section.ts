import { prepared } from '../database/read-pool'
import { shortened } from '../reading/shortened'
import { words } from '../words/words'
import type { DeskSection } from './desk-section'

/** As much of a passage’s words as a line holds. */
const LONGEST_WORDS = 140

interface AnnotationRow {
  id: number
  articleId: number
  quote: string
  language: string
  headline: string
  note: string | null
}

const annotations = prepared<AnnotationRow>(
  'desk annotations',
  `SELECT annotations.id, articles.id AS "articleId", articles.language, headline, left(note, ${2 * LONGEST_WORDS}) AS note,
     substr(text, start_offset + 1, least(end_offset - start_offset, ${2 * LONGEST_WORDS})) AS quote
   FROM annotations JOIN revisions ON revisions.id = revision_id JOIN articles ON articles.id = annotations.article_id
   WHERE annotations.id = ANY($1::integer[])`,
)

/** What was marked in other programs, and waits for a speaker. */
export const annotationsSection: DeskSection = {
  name: 'annotations',
  title: words.annotations.sectionTitle,
  what: words.annotations.sectionMeans,
  empty: { words: words.annotations.sectionEmpty, link: null },
  // By an index each: what nothing was recorded of, and what was recorded and is withdrawn again.
  found: `
    SELECT annotations.id FROM annotations JOIN articles ON articles.id = article_id AND withdrawn_reason IS NULL
    WHERE dismissed_at IS NULL AND statement_id IS NULL
    UNION ALL
    SELECT annotations.id FROM annotations JOIN articles ON articles.id = article_id AND articles.withdrawn_reason IS NULL
    JOIN statements ON statements.id = statement_id AND statements.state = 'withdrawn'
    WHERE dismissed_at IS NULL AND statement_id IS NOT NULL`,
  lines: async (read, ids) =>
    (await read(annotations, [ids])).map(({ id, articleId, quote, language, headline, note }) => ({
      id,
      href: `/articles/${articleId}/annotate?annotation=${id}#record`,
      words: shortened(quote, LONGEST_WORDS),
      language,
      meta: [shortened(headline, 60), ...(note === null ? [] : [shortened(note, 60)])].join(' · '),
      button: null,
    })),
}
