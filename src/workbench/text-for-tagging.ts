import type { WaitingAnnotation } from '../annotations/annotations.queries'
import { ZONE_KINDS, type Zone, zonesOver } from '../articles/zone'
import { CodePoints } from '../quotes/code-points'
import { cutIntoPieces } from '../quotes/marks'
import type { TextPositionSelector } from '../quotes/selector'
import { paragraphs, sentences } from '../quotes/sentences'
import { inPart } from '../suggestions/part-of-text'
import { contentOf, type StatementCard } from './statement-cards.queries'

/** Words of one sentence between two boundaries of statements. */
export interface TaggablePiece {
  text: string
  /** The places in the list (from 1) of the statements that span it; empty is untagged. */
  numbers: number[]
  /** Those whose content ends with it. */
  ending: { number: number; id: number }[]
  /** Annotations that span it, and those of them that end with it, by their ids. */
  annotated: number[]
  annotationsEnding: number[]
}

/** A sentence: where it is, in code points, and its words in pieces. */
export interface TaggableSentence {
  start: number
  end: number
  pieces: TaggablePiece[]
  /** Whether any of it is not the article's own. */
  inZone: boolean
}

export interface TaggableParagraph {
  sentences: TaggableSentence[]
  /** Names of the zones that begin with it or within it. */
  zones: string[]
}

/**
 * A part of an article as its editor needs it: paragraphs of sentences, each to be chosen whole, with what is tagged in
 * them. Sentences are told by their places in the article.
 *
 * @param text the words of the part
 */
export function textForTagging(
  text: string,
  part: TextPositionSelector,
  cards: readonly StatementCard[],
  allZones: readonly Zone[] = [],
  language = 'en',
  annotations: readonly WaitingAnnotation[] = [],
): TaggableParagraph[] {
  const points = CodePoints.of(text)
  const inParagraphs: TaggableParagraph[] = []
  const bounds = paragraphs(text)
  const zones = inPart(allZones, part)
  const marked = [...contentsIn(cards, part), ...annotatedIn(annotations, part, cards.length)]
  const pieces = piecesOf(points.length, marked, sentences(text, language))
  let next = 0
  let named = 0
  for (const paragraph of bounds) {
    const inParagraph: TaggableSentence[] = []
    while (next < pieces.length && (pieces[next] as SentencePieces).start < paragraph.end) {
      const sentence = pieces[next] as SentencePieces
      inParagraph.push({
        start: sentence.start + part.start,
        end: sentence.end + part.start,
        inZone: zonesOver([sentence], zones).length > 0,
        pieces: sentence.pieces.map(({ start, end, ...piece }) => ({ text: points.slice(start, end), ...piece })),
      })
      next += 1
    }
    const names: string[] = []
    for (let zone = zones[named]; zone && zone.start < paragraph.end; zone = zones[++named]) {
      names.push(ZONE_KINDS[zone.kind].name)
    }
    if (inParagraph.length > 0) inParagraphs.push({ sentences: inParagraph, zones: names })
  }
  return inParagraphs
}

interface SentencePieces {
  start: number
  end: number
  pieces: ({ start: number; end: number } & Omit<TaggablePiece, 'text'>)[]
}

/** The words of a statement that lie in the part, under the number of its statement. */
const contentsIn = (cards: readonly StatementCard[], part: TextPositionSelector): Content[] =>
  cards.flatMap((card, place) =>
    inPart(contentOf(card), part).map(({ start, end }) => ({ id: place + 1, statementId: card.id, start, end })),
  )

/** Those of annotations, under numbers behind all of statements. */
const annotatedIn = (
  annotations: readonly WaitingAnnotation[],
  part: TextPositionSelector,
  behind: number,
): Content[] =>
  annotations.flatMap(({ id: annotationId, spans }, place) =>
    inPart(spans, part).map(({ start, end }) => ({ id: behind + place + 1, annotationId, start, end })),
  )

/** Of a statement, or of an annotation. */
interface Content extends TextPositionSelector {
  id: number
  statementId?: number
  annotationId?: number
}

/** Cuts at the bounds of statements and of sentences at once, so that no piece runs over the end of a sentence. */
function piecesOf(length: number, contents: readonly Content[], bounds: TextPositionSelector[]): SentencePieces[] {
  const marks = new Map(contents.map((content) => [content.id, content]))
  // Sentences take part in the cut under ids below zero, and are told apart by them.
  const pieces = cutIntoPieces(length, [
    ...contents,
    ...bounds.map(({ start, end }, place) => ({ id: -place - 1, start, end })),
  ])
  const result: SentencePieces[] = bounds.map(({ start, end }) => ({ start, end, pieces: [] }))
  for (const { start, end, ids, endsHere } of pieces) {
    const sentence = ids.find((id) => id < 0)
    if (sentence === undefined) continue
    const statementAt = (id: number) => marks.get(id)?.statementId
    const annotationAt = (id: number) => marks.get(id)?.annotationId ?? []
    const numbers = ids.filter((id) => statementAt(id) !== undefined)
    const ending = endsHere.flatMap((number) => {
      const id = statementAt(number)
      return id === undefined ? [] : [{ number, id }]
    })
    const annotated = ids.flatMap(annotationAt)
    const annotationsEnding = endsHere.flatMap(annotationAt)
    result[-sentence - 1]?.pieces.push({ start, end, numbers, ending, annotated, annotationsEnding })
  }
  return result
}
