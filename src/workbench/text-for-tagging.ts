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
): TaggableParagraph[] {
  const points = CodePoints.of(text)
  const inParagraphs: TaggableParagraph[] = []
  const bounds = paragraphs(text)
  const zones = inPart(allZones, part)
  const pieces = piecesOf(points.length, contentsIn(cards, part), sentences(text, language))
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

interface Content extends TextPositionSelector {
  id: number
  statementId: number
}

/** Cuts at the bounds of statements and of sentences at once, so that no piece runs over the end of a sentence. */
function piecesOf(length: number, contents: readonly Content[], bounds: TextPositionSelector[]): SentencePieces[] {
  const statementIds = new Map(contents.map(({ id, statementId }) => [id, statementId]))
  // Sentences take part in the cut under ids below zero, and are told apart by them.
  const pieces = cutIntoPieces(length, [
    ...contents,
    ...bounds.map(({ start, end }, place) => ({ id: -place - 1, start, end })),
  ])
  const result: SentencePieces[] = bounds.map(({ start, end }) => ({ start, end, pieces: [] }))
  for (const { start, end, ids, endsHere } of pieces) {
    const sentence = ids.find((id) => id < 0)
    if (sentence === undefined) continue
    const numbers = ids.filter((id) => id > 0)
    const ending = endsHere.filter((id) => id > 0).map((number) => ({ number, id: statementIds.get(number) as number }))
    result[-sentence - 1]?.pieces.push({ start, end, numbers, ending })
  }
  return result
}
