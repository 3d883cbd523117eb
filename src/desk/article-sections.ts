import { dayInWords } from '../claims/said-on-days'
import { prepared } from '../database/read-pool'
import { words } from '../words/words'
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
  const day = publishedOn ? dayInWords(publishedOn) : words.days.publicationUnknown
  const isNobodys = assignedToId === null || row.isGone
  const whose =
    assignedToId === me
      ? words.tagging.yours
      : row.isGone
        ? words.desk.ofSomebodyShutOut(String(assignedTo))
        : (assignedTo ?? words.tagging.nobodys)
  const action = `/articles/${id}/assignment`
  const take = {
    name: words.tagging.take,
    label: words.desk.takeArticle(headline),
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
const IMPORT = { name: words.layout.importArticle, path: '/articles/new' }

/** Articles that wait for an editor. */
export const articleSections: DeskSection[] = [
  {
    name: 'mine',
    title: words.desk.mineTitle,
    what: words.desk.mineMeans,
    empty: {
      words: words.desk.mineEmpty,
      link: { name: words.desk.nobodysArticles, path: '/desk/unassigned' },
    },
    found: `SELECT id FROM articles WHERE assigned_to_id = $1::integer AND ${OPEN}`,
    lines,
  },
  {
    name: 'untagged',
    title: words.desk.untaggedTitle,
    what: words.desk.untaggedMeans,
    empty: { words: words.desk.untaggedEmpty, link: IMPORT },
    found: `SELECT id FROM articles WHERE tagging_begun_at IS NULL AND ${OPEN}`,
    lines,
  },
  {
    name: 'half-done',
    title: words.desk.halfDoneTitle,
    what: words.desk.halfDoneMeans,
    empty: { words: words.desk.halfDoneEmpty, link: null },
    found: `SELECT id FROM articles WHERE tagging_begun_at IS NOT NULL AND ${OPEN}`,
    lines,
  },
  {
    name: 'unassigned',
    title: words.desk.unassignedTitle,
    what: words.desk.unassignedMeans,
    empty: { words: words.desk.unassignedEmpty, link: IMPORT },
    found: `
      SELECT id FROM articles WHERE assigned_to_id IS NULL AND ${OPEN}
      UNION ALL
      SELECT articles.id FROM accounts JOIN articles ON assigned_to_id = accounts.id AND ${OPEN}
      WHERE disabled_at IS NOT NULL`,
    lines,
  },
]
