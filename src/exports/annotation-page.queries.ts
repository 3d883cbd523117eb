import { type Rows, unnamed } from '../database/read-pool'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { annotatedLinks, annotatedStatements, linkItems, statementItems } from './annotation-items'
import type { ExportFilters } from './export-filters.schema'
import type { FilePlan, Piece } from './export-plan'
import {
  annotationAddress,
  annotationContext,
  annotationLabel,
  annotationsCounted,
  PAGE_ITEMS,
} from './web-annotation.queries'

/**
 * One page of `annotations.jsonld` by itself (Web Annotation Data Model, section 5.2), the first being 0. Throws 404 before the
 * first byte where there is no such page; of nothing there is a page 0 without items.
 */
export const annotationPage = (filters: ExportFilters, baseUrl: string, page: number): FilePlan => ({
  copies: [],
  pieces: (rows) => piecesOf(rows, filters, baseUrl, page),
  trailer: () => ']}\n',
})

async function* piecesOf(rows: Rows, filters: ExportFilters, baseUrl: string, page: number): AsyncGenerator<Piece> {
  const { statements, total } = await counted(rows, filters)
  const start = page * PAGE_ITEMS
  if (page > 0 && start >= total) throw notFound(words.these.pageOfList)
  const opening = JSON.stringify({
    '@context': annotationContext(baseUrl),
    id: annotationAddress(filters, baseUrl, page),
    type: 'AnnotationPage',
    partOf: {
      id: annotationAddress(filters, baseUrl),
      type: 'AnnotationCollection',
      label: annotationLabel(filters),
      total,
    },
    startIndex: start,
    ...(page > 0 ? { prev: annotationAddress(filters, baseUrl, page - 1) } : {}),
    ...(start + PAGE_ITEMS < total ? { next: annotationAddress(filters, baseUrl, page + 1) } : {}),
    items: [],
  }).slice(0, -']}'.length)
  yield { bytes: Buffer.from(`${opening}\n`, 'utf8'), rows: 0 }

  // Statements first: links begin where these end, perhaps in the middle of this page.
  const asked = { rows, filters, baseUrl }
  const passages = await itemsAt(asked, 'statements', start, PAGE_ITEMS)
  const answers = await itemsAt(asked, 'links', Math.max(0, start - statements), PAGE_ITEMS - passages.length)
  const items = [...passages, ...answers]
  yield { bytes: Buffer.from(items.join(',\n'), 'utf8'), rows: items.length }
}

async function counted(rows: Rows, filters: ExportFilters): Promise<{ statements: number; total: number }> {
  const [row] = await rows(
    unnamed<{ statements: string; links: string }>(
      `SELECT statements::text, links::text FROM (${annotationsCounted(filters)}) counted`,
    ),
    [],
  )
  return { statements: Number(row?.statements), total: Number(row?.statements) + Number(row?.links) }
}

const KINDS = {
  statements: { chosen: annotatedStatements, items: statementItems },
  links: { chosen: annotatedLinks, items: linkItems },
} as const

/** So many items from there on. Which they are is asked first: PostgreSQL would make all of those before them, too. */
async function itemsAt(
  { rows, filters, baseUrl }: { rows: Rows; filters: ExportFilters; baseUrl: string },
  kind: keyof typeof KINDS,
  start: number,
  count: number,
): Promise<string[]> {
  const { chosen, items } = KINDS[kind]
  const ids = `ARRAY(SELECT ${kind}.id ${chosen(filters)} ORDER BY ${kind}.id OFFSET ${start} LIMIT ${count})`
  const found = await rows(
    unnamed<{ item: string }>(`SELECT item FROM (${items(filters, baseUrl, `${kind}.id = ANY(${ids})`)}) listed`),
    [],
  )
  return found.map(({ item }) => item)
}
