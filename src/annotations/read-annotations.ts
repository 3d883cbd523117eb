import { LARGEST_TEXT } from '../articles/article.schema'
import { storable } from '../web/text-fields'
import { words } from '../words/words'
import { isStandoff, readBrat } from './brat'
import type { ForeignAnnotation, ReadAnnotations } from './foreign-annotation'
import { hypothesisLists, readHypothesis } from './hypothesis'
import { type JsonWithLines, jsonWithLines, type LineProblem } from './json-lines'
import { isWebAnnotation, readWebAnnotations } from './web-annotation'

/** Bytes of a file of annotations: as an article’s text may have. Hypothesis gives at most 200 annotations at a time, some 300 kB. */
export const LARGEST_ANNOTATIONS = LARGEST_TEXT

/** Of one file. Each is looked for in a text of up to 5 MiB while somebody waits for the answer. */
export const MOST_ANNOTATIONS = 2_000

/** Letters of a note, as long as a statement’s words may be; of a tag; and how many tags one may have. */
export const LONGEST_NOTE = 20_000
export const LONGEST_TAG = 200
const MOST_TAGS = 50
/** A split quotation has two parts, seldom three; a table of a page, a hundred. */
const MOST_PARTS = 20

/**
 * Reads a file of annotations, whichever of the formats it is in.
 *
 * @param baseUrl of this site: its own annotations.jsonld is no work of others
 */
export function readAnnotations(text: string, baseUrl: string): ReadAnnotations | LineProblem {
  const found = formatOf(text, baseUrl)
  if ('problem' in found) return found
  const read = found.read()
  if (read.annotations.length > MOST_ANNOTATIONS)
    return {
      line: read.annotations[MOST_ANNOTATIONS]?.line ?? null,
      problem: words.annotations.tooMany(MOST_ANNOTATIONS),
    }
  const unkept = read.annotations.flatMap((annotation) => {
    const problem = whyNotKept(annotation)
    return problem === null ? [] : [{ line: annotation.line, problem }]
  })
  return { ...read, problems: [...read.problems, ...unkept].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) }
}

/** Whether a text is a file of annotations, rather than an article; of one that is damaged nobody can tell. */
export function areAnnotations(text: string, baseUrl: string): boolean {
  const found = formatOf(text, baseUrl)
  return 'read' in found || found.problem === words.annotations.ownExport
}

function formatOf(text: string, baseUrl: string): { read: () => ReadAnnotations } | LineProblem {
  const written = text.replace(/^\uFEFF/, '')
  if (isStandoff(written)) return { read: () => readBrat(written) }
  const json = jsonWithLines(written)
  return 'problem' in json ? json : formatOfJson(json, baseUrl)
}

function formatOfJson(json: JsonWithLines, baseUrl: string): { read: () => ReadAnnotations } | LineProblem {
  const lists = hypothesisLists(json.value)
  if (lists) return { read: () => readHypothesis(json, lists) }
  if (!isWebAnnotation(json.value)) return { line: null, problem: words.annotations.unknownFormat }
  // Its context names the vocabulary of the desk that made it.
  const context = JSON.stringify((json.value as { '@context'?: unknown })['@context'] ?? null)
  if (context.includes(`${baseUrl}/ns#`)) return { line: null, problem: words.annotations.ownExport }
  return { read: () => readWebAnnotations(json) }
}

function whyNotKept({ note, tags, parts, source }: ForeignAnnotation): string | null {
  if (!storable([note, ...tags, source, ...parts.map(({ exact }) => exact)].join(' ')))
    return words.refusals.notStorable
  if ((note?.length ?? 0) > LONGEST_NOTE) return words.annotations.noteTooLong(LONGEST_NOTE)
  if (tags.length > MOST_TAGS || tags.some((tag) => tag.length > LONGEST_TAG))
    return words.annotations.tagsTooLong(MOST_TAGS, LONGEST_TAG)
  return parts.length > MOST_PARTS ? words.annotations.tooManyParts(MOST_PARTS) : null
}
