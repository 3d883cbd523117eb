import { CodePoints } from '../../src/quotes/code-points'
import { type Collection, type GoldArticle, type GoldLink, type GoldStatement, linesOf, startOf } from './gold'

/** Offsets in code points of the document's text in NFC, `end` exclusive. */
type Place = [start: number, end: number]

/** What is marked in a document, without its words: these are their publishers’. */
interface MarkedLine {
  doc_id: string
  zones: Place[]
  statements: {
    id: string
    speaker: string
    content: Place[]
    source: Place[]
    cue: Place[]
    said_on: string | null
    medium: string
    stance: string
  }[]
  links: GoldLink[]
}

interface DocumentLine {
  doc_id: string
  publisher: string
  date: string
  text: string
}

/**
 * A tagged collection of which we have the places alone, with the texts from whoever has them.
 *
 * @param marks a file of `marked/` (its README says how they were made)
 * @param documents a file of PolNeAR’s documents, a line each
 */
export function readMarkedPlaces(marks: string, documents: string): Collection {
  const lines = linesOf<MarkedLine>(marks)
  const wanted = new Map(linesOf<DocumentLine>(documents).map((line) => [line.doc_id, line]))
  return {
    articles: lines.map((line) => {
      const found = wanted.get(line.doc_id)
      if (!found) throw new Error(`${documents} has no ${line.doc_id}`)
      return articleOf(line, found)
    }),
    links: lines.flatMap(({ links }) => links),
  }
}

function articleOf({ zones, statements }: MarkedLine, { publisher, date, text }: DocumentLine): GoldArticle {
  const points = CodePoints.of(text.normalize('NFC'))
  return {
    text: points.text,
    outlet: publisher,
    publishedOn: date,
    zones: zones.map(spanOf),
    statements: statements.map((one) => statementOf(points, one)).toSorted((a, b) => startOf(a) - startOf(b)),
  }
}

function statementOf(points: CodePoints, marked: MarkedLine['statements'][number]): GoldStatement {
  const wordsAt = ([place]: Place[]) => (place ? points.slice(...place) : '')
  const [sourceAt = null] = marked.source.map(spanOf)
  const [cueAt = null] = marked.cue.map(spanOf)
  return {
    id: marked.id,
    content: marked.content.map(spanOf),
    words: marked.content.map((place) => points.slice(...place)).join(' […] '),
    source: wordsAt(marked.source),
    cue: wordsAt(marked.cue),
    sourceAt,
    cueAt,
    speakers: marked.speaker.split('; '),
    saidOn: marked.said_on,
    medium: marked.medium.replaceAll(' ', '_'),
    stance: marked.stance,
  }
}

const spanOf = ([start, end]: Place) => ({ start, end })
