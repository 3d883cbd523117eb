import { findHistory, HISTORIES, type HistoryOf, readHistory } from '../reading/histories.queries'
import type { ToldEvent } from '../reading/history.pages'
import { History } from './history.schema'
import { operation } from './operation'
import { beforeNumber, PageQuery } from './paging.schema'

const SUMMARIES: Record<HistoryOf, string> = {
  claim: 'Read the history of a claim, its reports and its links',
  link: 'Read the history of a link',
  chain: 'Read the history of a chain and its links',
  speaker: 'Read the history of a speaker',
  article: 'Read the history of an article',
}

const WITHDRAWN = { 410: 'It has been withdrawn; the reason is public.' }

const REFUSALS: Record<HistoryOf, { 308?: string; 410?: string }> = {
  claim: WITHDRAWN,
  link: WITHDRAWN,
  chain: {
    308: 'It has been merged into the chain whose history is at `Location`.',
    410: 'Nothing joins the claims of this chain any more.',
  },
  speaker: {},
  article: WITHDRAWN,
}

const historyOf = (kind: HistoryOf) =>
  operation({
    name: `readHistoryOf${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    method: 'get',
    path: `/api/v1/${kind}s/:id/history`,
    audience: 'anyone',
    summary: SUMMARIES[kind],
    description:
      'What was changed and when, the newest first. Readers are told what was public, and still is; the desk all, and by whom.',
    query: PageQuery,
    success: 200,
    response: History,
    refusals: REFUSALS[kind],
    async answer({ rows: read, visible, id, query, baseUrl }) {
      const mayEdit = visible.includes('draft')
      const found = await findHistory(read, kind, id, mayEdit)
      if ('mergedIntoId' in found) return { movedTo: `/api/v1/chains/${found.mergedIntoId}/history` }
      const asked = { mayEdit, before: beforeNumber(query), size: query.limit }
      const { events, next, leftOut } = await readHistory(read, found.rows, asked)
      const cursor = next === null ? null : String(next)
      const document = {
        of: { kind, id },
        page: `${baseUrl}/${kind}s/${id}/history`,
        items: events.map((event) => eventDocument(baseUrl, event)),
        next: cursor,
        leftOut,
      }
      return { document, next: cursor }
    },
  })

function eventDocument(baseUrl: string, { id, at, action, what, row, byName, differences, untold, undo }: ToldEvent) {
  return {
    ...{ id, at: at.datetime, action, what },
    row: { ...row, page: `${baseUrl}/${row.kind}s/${row.id}` },
    by: byName,
    differences: differences.map(({ name, label, before, after }) => ({ name, label, before, after })),
    untold,
    undo: undo?.change ?? null,
  }
}

export const historyOperations = HISTORIES.map(historyOf)
