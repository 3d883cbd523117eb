import { z } from 'zod'
import { countsOfAnnotations } from '../annotations/annotations.queries'
import { LEFT_OUT } from '../annotations/foreign-annotation'
import { LARGEST_ANNOTATIONS } from '../annotations/read-annotations'
import { readTold } from '../annotations/sent-annotations.client'
import { takeOver } from '../annotations/take-over.commands'
import { articleById } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { unprocessable } from '../web/problems'
import { answerShapes, requestShapes } from './components'
import { operation } from './operation'

const megabytes = LARGEST_ANNOTATIONS / 1024 / 1024

const file = z.string().max(LARGEST_ANNOTATIONS, `This is longer than ${megabytes} MB.`)

const AnnotationsToTakeOver = z
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

const AnnotationsTakenOver = z
  .strictObject({
    taken: z.int().min(0).describe('Passages that now wait for a speaker and did not before.'),
    alreadyHere: z.int().min(0).describe('Taken over before, whatever became of them.'),
    leftOut: z
      .strictObject(Object.fromEntries(LEFT_OUT.map((what) => [what, counts])))
      .describe('How much of the file is no passage of its own, by what it is.'),
    byPosition: z
      .array(z.int().min(1))
      .describe('Lines of those whose words stand several times, of which only their position told which is meant.'),
    waiting: z.int().min(0).describe('How many of the article’s passages wait for a speaker.'),
  })
  .register(answerShapes, { id: 'AnnotationsTakenOver' })

const takeAnnotationsOver = operation({
  name: 'takeAnnotationsOver',
  method: 'post',
  path: '/api/v1/articles/:id/annotations',
  audience: 'editor',
  summary: 'Take over what was marked on an article in Hypothesis, brat or another program',
  description:
    'Each passage is looked for in the newest text by its words and what stands beside them, and waits on the tagging page for a speaker; ' +
    'nothing of it is public. All of the file is taken, or nothing: the refusal’s `lines` tell what is wrong on which of its lines. What ' +
    'was taken over before is left as it is. Who made an annotation is not kept.',
  body: AnnotationsToTakeOver,
  example: {
    annotations: '{"rows": []}',
  },
  success: 200,
  response: AnnotationsTakenOver,
  refusals: { 410: 'It has been withdrawn.' },
  async answer({ db, account, id, body, baseUrl }) {
    openArticle(id, await articleById(db, id))
    const sent = readTold({ annotations: body.annotations, text: body.text ?? null }, baseUrl)
    const outcome = 'problems' in sent ? sent : await takeOver(db, account, sent.read, { articleId: id, baseUrl })
    if ('problems' in outcome) {
      const [first] = outcome.problems
      const where = first?.line ? `Line ${first.line}: ` : ''
      throw unprocessable(`${where}${first?.problem}`, { lines: outcome.problems })
    }
    const { taken, known: alreadyHere, leftOut, byPosition } = outcome
    const { waiting } = await countsOfAnnotations(db, id)
    return { document: { taken, alreadyHere, leftOut, byPosition, waiting } }
  },
})

export const annotationOperations = [takeAnnotationsOver]
