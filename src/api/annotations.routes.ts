import {
  type AnnotationRow,
  annotationOfArticle,
  annotationPage,
  countsOfAnnotations,
} from '../annotations/annotations.queries'
import { readTold } from '../annotations/sent-annotations.client'
import { setDismissed } from '../annotations/settle.commands'
import { takeOver } from '../annotations/take-over.commands'
import { articleById } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { notFound, unprocessable } from '../web/problems'
import { words } from '../words/words'
import {
  Annotation,
  AnnotationPage,
  AnnotationPageQuery,
  AnnotationsTakenOver,
  AnnotationsToTakeOver,
} from './annotation.schema'
import { type Answer, type Asked, operation } from './operation'
import { pageFrom, pageValues } from './paging.schema'

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
    const { taken, known: alreadyHere, leftOut, partOf, byPosition } = outcome
    const { waiting } = await countsOfAnnotations(db, id)
    return { document: { taken, alreadyHere, leftOut, partOf, byPosition, waiting } }
  },
})

const listAnnotations = operation({
  name: 'listAnnotations',
  method: 'get',
  path: '/api/v1/articles/:id/annotations',
  audience: 'editor',
  summary: 'List what was taken over on an article from other programs, and what became of it',
  description: 'A statement is recorded of one by `annotation` of `POST /api/v1/statements`.',
  query: AnnotationPageQuery,
  success: 200,
  response: AnnotationPage,
  refusals: { 410: 'The article has been withdrawn.' },
  async answer({ db, rows, id, query: { state = null, ...query }, baseUrl }) {
    openArticle(id, await articleById(db, id))
    const [after, limit] = pageValues(query)
    const { items, next } = pageFrom(await rows(annotationPage, [id, after, state, limit]), query.limit)
    return { document: { items: items.map((row) => annotationDocument(baseUrl, id, row)), next }, next }
  },
})

const dismiss = operation({
  name: 'dismissAnnotation',
  method: 'post',
  path: '/api/v1/articles/:id/annotations/:number/dismissal',
  audience: 'editor',
  summary: 'Say of a passage that was taken over that it is no statement to record',
  description: 'It waits no more. One that is dismissed already stays so.',
  success: 200,
  response: Annotation,
  refusals: { 410: 'The article has been withdrawn.' },
  async answer(asked) {
    await setDismissed(asked.db, asked.account, asked.id, asked.number, true)
    return written(asked)
  },
})

const takeUpAgain = operation({
  name: 'takeAnnotationUpAgain',
  method: 'delete',
  path: '/api/v1/articles/:id/annotations/:number/dismissal',
  audience: 'editor',
  summary: 'Have a dismissed passage wait again',
  description: 'One that is not dismissed stays as it is.',
  success: 200,
  response: Annotation,
  refusals: { 410: 'The article has been withdrawn.' },
  async answer(asked) {
    await setDismissed(asked.db, asked.account, asked.id, asked.number, false)
    return written(asked)
  },
})

async function written({
  rows,
  id,
  number,
  baseUrl,
}: Asked<unknown, unknown> & { id: number; number: number }): Promise<Answer> {
  const [row] = await rows(annotationOfArticle, [id, number])
  if (!row) throw notFound(words.these.annotation)
  return { document: annotationDocument(baseUrl, id, row) }
}

/** An annotation as scripts are told it; people find it on the article's tagging page. */
function annotationDocument(baseUrl: string, articleId: number, { revisionId: _text, ...row }: AnnotationRow) {
  const form = row.state === 'waiting' ? `?annotation=${row.id}#record` : ''
  return { ...row, page: `${baseUrl}/articles/${articleId}/annotate${form}` }
}

export const annotationOperations = [listAnnotations, takeAnnotationsOver, dismiss, takeUpAgain]
