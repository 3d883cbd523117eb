import { dayInWords } from '../claims/said-on-days'
import { prepared } from '../database/read-pool'
import type { DeskLine, DeskSection, Read } from './desk-section'

interface ArticleToTagRow {
  id: number
  version: number
  headline: string
  language: string
  outlet: string | null
  publishedOn: string | null
  assignedToId: number | null
  assignedTo: string | null
  /** They are shut out: it is nobody's again. */
  isGone: boolean
}

const articlesToTag = prepared<ArticleToTagRow>(
  'desk articles',
  `SELECT articles.id, articles.version, articles.headline, articles.language, outlets.name AS outlet,
     articles.published_on AS "publishedOn", assigned_to_id AS "assignedToId", accounts.name AS "assignedTo", accounts.disabled_at IS NOT NULL AS "isGone"
   FROM articles
   LEFT JOIN outlets ON outlets.id = articles.outlet_id
   LEFT JOIN accounts ON accounts.id = assigned_to_id
   WHERE articles.id = ANY($1::integer[])`,
)

async function lines(read: Read, ids: number[], me: number): Promise<DeskLine[]> {
  return (await read(articlesToTag, [ids])).map((row) => lineOf(row, me))
}

function lineOf(row: ArticleToTagRow, me: number): DeskLine {
  const { id, version, headline, language, publishedOn, assignedToId, assignedTo } = row
  const day = publishedOn ? dayInWords(publishedOn) : 'day of publication not known'
  const isNobodys = assignedToId === null || row.isGone
  const whose =
    assignedToId === me ? 'yours' : row.isGone ? `${assignedTo}’s, who is shut out` : (assignedTo ?? 'nobody’s yet')
  const action = `/articles/${id}/assignment`
  const take = {
    name: 'I’ll take it',
    label: `I’ll take “${headline}”`,
    action,
    fields: { version, to: me, back: 'desk' },
  }
  return {
    id,
    href: `/articles/${id}/annotate`,
    words: headline,
    language,
    meta: `${row.outlet ?? 'Outlet not known'} · ${day} · ${whose}`,
    button: isNobodys ? take : null,
  }
}

const OPEN = 'tagging_done_at IS NULL AND withdrawn_reason IS NULL'
const IMPORT = { name: 'Import an article', path: '/articles/new' }

/** Articles that wait for an editor. */
export const articleSections: DeskSection[] = [
  {
    name: 'mine',
    title: 'Assigned to me',
    what: 'Articles that are yours to tag and not marked done.',
    empty: {
      words: 'Nothing is yours at the moment. Take an article that is nobody’s.',
      link: { name: 'Articles that are nobody’s', path: '/desk/unassigned' },
    },
    found: `SELECT id FROM articles WHERE assigned_to_id = $1::integer AND ${OPEN}`,
    lines,
  },
  {
    name: 'untagged',
    title: 'Articles to tag',
    what: 'No statement has been recorded in them yet.',
    empty: { words: 'Every article has been begun.', link: IMPORT },
    found: `SELECT id FROM articles WHERE tagging_begun_at IS NULL AND ${OPEN}`,
    lines,
  },
  {
    name: 'half-done',
    title: 'Half done',
    what: 'They have statements, and nobody has said that these are all. Mark an article done on its page for tagging.',
    empty: { words: 'Every article that was begun is marked done.', link: null },
    found: `SELECT id FROM articles WHERE tagging_begun_at IS NOT NULL AND ${OPEN}`,
    lines,
  },
  {
    name: 'unassigned',
    title: 'Nobody’s articles',
    what: 'Not marked done, and assigned to nobody who works here: take one.',
    empty: { words: 'Every open article is somebody’s.', link: IMPORT },
    found: `
      SELECT id FROM articles WHERE assigned_to_id IS NULL AND ${OPEN}
      UNION ALL
      SELECT articles.id FROM accounts JOIN articles ON assigned_to_id = accounts.id AND ${OPEN}
      WHERE disabled_at IS NOT NULL`,
    lines,
  },
]
