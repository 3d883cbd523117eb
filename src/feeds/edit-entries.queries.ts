import { prepared, type ReadPool } from '../database/read-pool'
import { cardsByIds } from '../reading/cards.queries'
import { claimCard } from '../reading/claim-card'
import { type Edit, editsOf } from '../reading/edits'
import { editsOfClaims } from '../reading/edits.queries'
import { TOLD_EFFECTS } from '../revising/carrying'
import type { Run } from '../versions/differences'
import { escapeHtml } from '../web/escape-html'
import { words } from '../words/words'
import { type FeedEntry, MOST_ENTRIES } from './feed'

/** Claims of a chain that are looked at, the newest: as many as for its links. */
const LOOKED_AT = 1_000

/** Claims of component `$1` of which an article changed its report, those changed last first. */
const editedClaimsOfChain = prepared<{ id: number }>(
  'feed of chain, edited claims',
  `SELECT statements.claim_id AS id
   FROM (SELECT claim_id FROM chain_members WHERE component_id = $1 ORDER BY order_day DESC, claim_id DESC LIMIT ${LOOKED_AT}) held
   JOIN statements ON statements.claim_id = held.claim_id AND state = 'published'
   JOIN carryings ON statement_id = statements.id AND effect IN (${TOLD_EFFECTS})
   GROUP BY 1 ORDER BY max(settled_at) DESC LIMIT ${MOST_ENTRIES}`,
)

/** What articles changed of their reports of a chain's claims, as entries of its feed. */
export async function editEntries(
  { pages, baseUrl }: { pages: ReadPool; baseUrl: string },
  componentId: number | null,
): Promise<FeedEntry[]> {
  const ids = (await pages.rows(editedClaimsOfChain, [componentId])).map(({ id }) => id)
  if (ids.length === 0) return []
  const [edits, cards] = await Promise.all([pages.rows(editsOfClaims, [ids, null]), pages.rows(cardsByIds, [ids])])
  const names = new Map(cards.map((row) => [row.id, claimCard(row).namesAsTold]))
  return editsOf(edits).map((edit, at) =>
    editEntry(baseUrl, edit, names.get(edit.claimId) ?? '', edits[at]?.settledAt ?? ''),
  )
}

function editEntry(baseUrl: string, edit: Edit, names: string, settledAt: string): FeedEntry {
  const url = baseUrl + edit.href
  const mentions = edit.mentions.map(({ label, runs }) => `<p>${escapeHtml(label)}: ${marked(runs)}</p>`)
  const told = edit.told.charAt(0).toLowerCase() + edit.told.slice(1)
  return {
    id: url,
    url,
    title: words.feeds.edit(edit.outlet, names, told),
    published: settledAt,
    updated: settledAt,
    html: `<p>${escapeHtml(edit.told)}</p>\n<blockquote><p lang="${escapeHtml(edit.language)}" dir="auto">${marked(edit.runs)}</p></blockquote>${mentions.join('')}`,
  }
}

const marked = (runs: readonly Run[]): string =>
  runs
    .map(({ words, is }) => {
      const text = escapeHtml(words)
      return is === 'gone' ? `<del>${text}</del>` : is === 'new' ? `<ins>${text}</ins>` : text
    })
    .join('')
