import { LARGEST_TEXT } from '../articles/article.schema'
import { storable } from '../web/text-fields'
import { words } from '../words/words'
import { isStandoff, readBrat } from './brat'
import { addProblem, type ForeignAnnotation, type ReadAnnotations } from './foreign-annotation'
import { hypothesisLists, readHypothesis } from './hypothesis'
import { inOrder, type JsonWithLines, jsonWithLines, type LineProblem } from './json-lines'
import { isWebAnnotation, readWebAnnotations } from './web-annotation'

/** Bytes of a file of annotations: as an article’s text may have. Hypothesis gives at most 200 annotations at a time, some 300 kB. */
export const LARGEST_ANNOTATIONS = LARGEST_TEXT

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
  if ('refused' in found) return found.refused
  const read = found.read()
  if (read.problems.length > 0) return { ...read, problems: inOrder(read.problems) }
  const problems: LineProblem[] = []
  for (const annotation of read.annotations) {
    const problem = whyNotKept(annotation)
    if (problem !== null && !addProblem(problems, { line: annotation.line, problem })) break
  }
  return { ...read, problems: inOrder(problems) }
}

/** Whether a text is a file of annotations, rather than an article; of one that is damaged nobody can tell. */
export function areAnnotations(text: string, baseUrl: string): boolean {
  const found = formatOf(text, baseUrl)
  return !('problem' in found)
}

/** How to read it; or what is wrong with annotations that are plainly some, or with a text that may be anything. */
type Format = { read: () => ReadAnnotations } | { refused: LineProblem } | LineProblem

function formatOf(text: string, baseUrl: string): Format {
  const written = text.replace(/^\uFEFF/, '')
  if (isStandoff(written)) return { read: () => readBrat(written) }
  const json = jsonWithLines(written)
  return 'problem' in json ? json : formatOfJson(json, baseUrl)
}

function formatOfJson(json: JsonWithLines, baseUrl: string): Format {
  const lists = hypothesisLists(json.value)
  if (lists) return unlessRepeated(json, () => readHypothesis(json, lists))
  if (!isWebAnnotation(json.value)) return { line: null, problem: words.annotations.unknownFormat }
  // Its context names the vocabulary of the desk that made it.
  const context = JSON.stringify((json.value as { '@context'?: unknown })['@context'] ?? null)
  if (context.includes(`${baseUrl}/ns#`)) return { refused: { line: null, problem: words.annotations.ownExport } }
  return unlessRepeated(json, () => readWebAnnotations(json))
}

function unlessRepeated(json: JsonWithLines, read: () => ReadAnnotations): Format {
  const refused = json.repeated()
  return refused ? { refused } : { read }
}

function whyNotKept({ note, tags, parts, source, address }: ForeignAnnotation): string | null {
  if (!storable([note, ...tags, source, address, ...parts.map(({ exact }) => exact)].join(' ')))
    return words.refusals.notStorable
  if ((note?.length ?? 0) > LONGEST_NOTE) return words.annotations.noteTooLong(LONGEST_NOTE)
  if (tags.length > MOST_TAGS || tags.some((tag) => tag.length > LONGEST_TAG))
    return words.annotations.tagsTooLong(MOST_TAGS, LONGEST_TAG)
  return parts.length > MOST_PARTS ? words.annotations.tooManyParts(MOST_PARTS) : null
}
