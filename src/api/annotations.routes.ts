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
import { type Operation, operation } from './operation'
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

/** An operation by which a passage is dismissed, or waits again. */
const dismissal = (isDismissed: boolean, said: Pick<Operation, 'name' | 'method' | 'summary' | 'description'>) =>
  operation({
    ...said,
    path: '/api/v1/articles/:id/annotations/:number/dismissal',
    audience: 'editor',
    success: 200,
    response: Annotation,
    refusals: { 410: 'The article has been withdrawn.' },
    async answer({ db, account, id, number, rows, baseUrl }) {
      await setDismissed(db, account, id, number, isDismissed)
      const [row] = await rows(annotationOfArticle, [id, number])
      if (!row) throw notFound(words.these.annotation)
      return { document: annotationDocument(baseUrl, id, row) }
    },
  })

const dismiss = dismissal(true, {
  name: 'dismissAnnotation',
  method: 'post',
  summary: 'Say of a passage that was taken over that it is no statement to record',
  description: 'It waits no more. One that is dismissed already stays so.',
})

const takeUpAgain = dismissal(false, {
  name: 'takeAnnotationUpAgain',
  method: 'delete',
  summary: 'Have a dismissed passage wait again',
  description: 'One that is not dismissed stays as it is.',
})

/** An annotation as scripts are told it; people find it on the article's tagging page. */
function annotationDocument(baseUrl: string, articleId: number, { revisionId: _text, ...row }: AnnotationRow) {
  const form = row.state === 'waiting' ? `?annotation=${row.id}#record` : ''
  return { ...row, page: `${baseUrl}/articles/${articleId}/annotate${form}` }
}

export const annotationOperations = [listAnnotations, takeAnnotationsOver, dismiss, takeUpAgain]
