import type { EntityManager } from 'typeorm'
import { type AnnotationCollection, annotationLines } from './annotation-lines'
import { annotationReader } from './annotation-passages'
import { Refused } from './refused'
import type { Staged } from './stage-lines.commands'
import { type FlatRow, stagePassages } from './stage-passages.commands'

/**
 * Reads `annotations.jsonld`.
 *
 * @returns with the SHA-256 of the file
 * @throws Refused
 */
export async function stageAnnotations(
  db: EntityManager,
  source: AsyncIterable<Buffer>,
  baseUrl: string,
  tell: (what: string, rows: number) => void,
): Promise<Staged> {
  let collection: AnnotationCollection | null = null
  const rows = await stagePassages(
    db,
    rowsOf(source, baseUrl, (told) => {
      collection = told
    }),
    baseUrl,
    (read) => tell('Reading', read),
  )
  const { sha256 } = collection as unknown as AnnotationCollection
  return { rows, sha256 }
}

async function* rowsOf(
  source: AsyncIterable<Buffer>,
  baseUrl: string,
  tellEnd: (collection: AnnotationCollection) => void,
): AsyncGenerator<FlatRow> {
  const read = annotationReader(baseUrl)
  const lines = annotationLines(source, baseUrl)
  let before: { id: number; isLink: boolean } = { id: 0, isLink: false }
  for (;;) {
    const next = await lines.next()
    if (next.done) return tellEnd(next.value)
    const row = read(next.value)
    const isLink = 'link' in row
    const id = isLink ? row.link.id : row.passage.statement.id
    if (before.isLink && !isLink) throw new Refused(row.line, 'A statement stands behind links.')
    if (before.isLink === isLink && id <= before.id)
      throw new Refused(row.line, `Its number, ${id}, comes after ${before.id}: items stand by number, each once.`)
    before = { id, isLink }
    yield row
  }
}
