import { z } from 'zod'
import { ANNOTATION_STATES } from '../annotations/annotations.queries'
import { LEFT_OUT } from '../annotations/foreign-annotation'
import { LARGEST_ANNOTATIONS } from '../annotations/read-annotations'
import { Id } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { PageQuery, pageOf } from './paging.schema'

const megabytes = LARGEST_ANNOTATIONS / 1024 / 1024

const file = z.string().max(LARGEST_ANNOTATIONS, `This is longer than ${megabytes} MB.`)

export const AnnotationsToTakeOver = z
  .strictObject({
    annotations: file
      .min(1, 'This is empty.')
      .describe(
        'The file as it is, as one string, so that what is refused is told by its line: an answer of Hypothesis’s API or an export of ' +
          'its client, Web Annotations (JSON-LD), or brat’s standoff format.',
      ),
    text: file
      .exactOptional()
      .describe('Of brat’s format: the text that lies beside it, at whose offsets the words have to be.'),
  })
  .register(requestShapes, { id: 'AnnotationsToTakeOver' })

const counts = z.int().min(1).optional()

export const AnnotationsTakenOver = z
  .strictObject({
    taken: z.int().min(0).describe('Passages that now wait for a speaker and did not before.'),
    alreadyHere: z.int().min(0).describe('Taken over before, whatever became of them.'),
    leftOut: z
      .strictObject(Object.fromEntries(LEFT_OUT.map((what) => [what, counts])))
      .describe('How much of the file is no passage of its own, by what it is.'),
    partOf: z
      .strictObject({ entries: z.int().min(0), total: z.int().min(1) })
      .nullable()
      .describe(
        'Where an answer of Hypothesis’s API says that there are more than it has: take the others over too (`search_after`).',
      ),
    byPosition: z
      .array(z.int().min(1))
      .describe('Lines of those whose words stand several times, of which only their position told which is meant.'),
    waiting: z.int().min(0).describe('How many of the article’s passages wait for a speaker.'),
  })
  .register(answerShapes, { id: 'AnnotationsTakenOver' })

export const AnnotationPageQuery = PageQuery.extend({
  state: z
    .enum(ANNOTATION_STATES, { error: `This has to be one of: ${ANNOTATION_STATES.join(', ')}.` })
    .optional()
    .describe('Only those in this state.'),
})

const offset = z.int().min(0)

export const Annotation = z
  .strictObject({
    id: Id,
    page: z.url().describe('The tagging page, with the form for it where it waits.'),
    state: z
      .enum(ANNOTATION_STATES)
      .describe(
        'waiting: for a speaker; recorded: a statement is, as a draft or published; dismissed: it is no statement to record.',
      ),
    revision: z.int().min(1).describe('The text of the article that it was found in.'),
    spans: z
      .array(z.strictObject({ start: offset, end: offset }))
      .min(1)
      .describe('Where, in code points of that text.'),
    words: z.array(z.string()).min(1).describe('What stands there, part by part.'),
    note: z.string().nullable().describe('What was noted on it.'),
    tags: z.array(z.string()),
    address: z.string().nullable().describe('Where it was made.'),
    statementId: Id.nullable().describe('What was recorded of it.'),
    dismissedBy: z.string().nullable().describe('Who dismissed it; null too where that was the command line.'),
  })
  .register(answerShapes, { id: 'Annotation' })

export const AnnotationPage = pageOf(Annotation).register(answerShapes, { id: 'AnnotationPage' })
