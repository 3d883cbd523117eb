import { createHash } from 'node:crypto'
import { z } from 'zod'
import { linesOf, textOf } from './export-lines'
import { time } from './jsonl-rows.schema'
import { Refused, requireParsed } from './refused'

/** An item of `annotations.jsonld`. */
export interface AnnotationLine {
  /** From 1. */
  line: number
  /** Without the comma in front of it and the line end. */
  text: string
  item: unknown
}

/** What the collection says besides its items. */
export interface AnnotationCollection {
  /** When its newest item was last changed; null is none. */
  modified: string | null
  /** The address of the licence; null where it has none. */
  rights: string | null
  /** Of all bytes of the file. */
  sha256: string
}

const OTHERWISE = 'This is not laid out as Gainsay writes it, with an item a line. Give the file as it was downloaded.'

const page = { startIndex: z.literal(0), items: z.tuple([]) }
const opening = z.strictObject({
  '@context': z.tuple([z.literal('http://www.w3.org/ns/anno.jsonld'), z.strictObject({ gs: z.string() })]),
  id: z.string(),
  type: z.literal('AnnotationCollection', 'This is no collection: one page of it lacks the others.'),
  label: z.string(),
  first: z.strictObject({ type: z.literal('AnnotationPage'), ...page }),
})

const closing = z.strictObject({
  first: z.strictObject({ items: z.tuple([]), id: z.string() }),
  last: z.string(),
  total: z.int(),
  modified: time.optional(),
  rights: z.string().optional(),
})

/**
 * The items of `annotations.jsonld`, one by one. That the file is whole its end tells, with how many items there are.
 *
 * @returns what its end says
 * @throws Refused
 */
export async function* annotationLines(
  source: AsyncIterable<Buffer>,
  baseUrl: string,
): AsyncGenerator<AnnotationLine, AnnotationCollection> {
  const hash = createHash('sha256')
  const lines = linesOf(source)
  let line = 0
  const nextLine = async (): Promise<string> => {
    const { done, value } = await lines.next()
    if (done)
      throw new Refused(
        line || null,
        'The file ends here, and the collection does not: it was cut on its way. Download it again.',
      )
    line += 1
    hash.update(value)
    return textOf(value, line).slice(0, -1)
  }
  checkSite(requireParsed(opening, 1, openingOf(await nextLine())), baseUrl)
  let items = 0
  for (let text = await nextLine(); ; text = await nextLine()) {
    if (text.startsWith(']')) {
      const end = `{"first":{"items":[${text}${await nextLine()}`
      const told = requireParsed(closing, line - 1, jsonOf(end, line - 1))
      if (told.total !== items)
        throw new Refused(line - 1, `The collection counts ${told.total} items, and ${items} stand in it.`)
      if (!(await lines.next()).done) throw new Refused(line + 1, 'There is something after the collection.')
      return { modified: told.modified ?? null, rights: told.rights ?? null, sha256: hash.digest('hex') }
    }
    if (text.startsWith(',') !== items > 0) throw new Refused(line, OTHERWISE)
    items += 1
    const own = items > 1 ? text.slice(1) : text
    yield { line, text: own, item: jsonOf(own, line) }
  }
}

function jsonOf(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(line, 'This is not JSON.')
  }
}

/** The collection, or a page by itself, without its items. */
function openingOf(text: string): unknown {
  for (const end of [']}}', ']}']) {
    try {
      return JSON.parse(text + end)
    } catch {
      // It may be the other; of neither it is told below.
    }
  }
  throw new Refused(1, OTHERWISE)
}

function checkSite({ '@context': [, { gs }] }: z.output<typeof opening>, baseUrl: string) {
  if (gs === `${baseUrl}/ns#`) return
  const theirs = gs.replace(/\/ns#$/, '')
  throw new Refused(
    1,
    `This is of ${theirs}, and here addresses begin with ${baseUrl}. What it names is known by these addresses: set BASE_URL=${theirs}.`,
  )
}
