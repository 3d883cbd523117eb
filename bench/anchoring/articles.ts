import path from 'node:path'
import { placeSpans } from '../../src/claims/place-spans'
import { readCorpus } from '../../src/demonstration/corpus'
import { canonicalText } from '../../src/quotes/canonical-text'
import { CodePoints } from '../../src/quotes/code-points'
import type { AnchoredSpan } from '../../src/quotes/reanchored'
import { type GoldArticle, readGold } from '../workbench/gold'
import { readMarkedPlaces } from '../workbench/marked-places'

/** A text, and of each statement in it the spans. */
export interface MarkedArticle {
  name: string
  text: string
  statements: AnchoredSpan[][]
}

/** In the sources: nothing compiles them. */
const ROOT = path.join(__dirname, '..', '..', '..')

/**
 * The demonstration corpus, the tagged collection that GAINSAY_REAL_ARTICLES names, and PolNeAR's documents in
 * GAINSAY_DATASETS for which there are places.
 *
 * @param root the checkout; a compiled bench finds it by itself
 */
export function markedArticles(root = ROOT): MarkedArticle[] {
  const { GAINSAY_REAL_ARTICLES: real, GAINSAY_DATASETS: datasets } = process.env
  const places = path.join(root, 'bench', 'workbench', 'marked')
  const marked = datasets
    ? [
        ...readMarkedPlaces(path.join(places, 'held-out.jsonl'), path.join(datasets, 'attribution-dev.jsonl')).articles,
        ...readMarkedPlaces(path.join(places, 'developed-on.jsonl'), path.join(datasets, 'attribution-train.jsonl'))
          .articles,
      ]
    : []
  return [
    ...demonstration(path.join(root, 'seeds')),
    ...(real ? readGold(real).articles.map((article, ordinal) => ofGold(article, `real ${ordinal}`)) : []),
    ...marked.map((article, ordinal) => ofGold(article, `marked ${ordinal}`)),
  ]
}

function demonstration(folder: string): MarkedArticle[] {
  return readCorpus(folder).articles.map(({ raw, headline, statements }) => {
    const text = canonical(raw.toString('utf8'))
    return {
      name: headline,
      text,
      statements: statements.map(({ content, source, cue }) => {
        const placed = placeSpans(text, {
          content: content.map((exact) => ({ exact })),
          source: source === null ? null : { exact: source },
          cue: cue === null ? null : { exact: cue },
        })
        if ('problems' in placed) throw new Error(JSON.stringify(placed.problems))
        return placed.spans.map(({ part, position, start, end }) => ({ part, position, start, end }))
      }),
    }
  })
}

function ofGold({ text, statements }: GoldArticle, name: string): MarkedArticle {
  const points = CodePoints.of(text)
  if (canonical(text) !== text) throw new Error(`${name} is not canonical: its places would be others`)
  return {
    name,
    text,
    statements: statements.map(({ content, sourceAt, cueAt }) =>
      [
        ...content
          .toSorted((a, b) => a.start - b.start)
          .map((span, position) => ({ part: 'content' as const, position, ...span })),
        ...(sourceAt ? [{ part: 'source' as const, position: 0, ...sourceAt }] : []),
        ...(cueAt ? [{ part: 'cue' as const, position: 0, ...cueAt }] : []),
      ].filter(({ start, end }) => Number.isInteger(start) && points.slice(start, end).trim() !== ''),
    ),
  }
}

function canonical(raw: string): string {
  const outcome = canonicalText(raw)
  if ('problem' in outcome) throw new Error(outcome.problem)
  return outcome.text
}
