import { z } from 'zod'
import { articleById, assignArticle, setTaggingDone, TAGGINGS, taggingOf } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { Id, IdMember, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { refusedFields } from './field-refusals'
import { type Answer, type Asked, operation } from './operation'
import { requireVersion } from './row-guards'

const WHICH = 'this article'

const GONE = { 410: 'It has been withdrawn.' } as const

const NewAssignment = z
  .strictObject({ to: IdMember.exactOptional().describe('An editor’s account; left out, your own.') })
  .register(requestShapes, { id: 'NewAssignment' })

const ArticleTagging = z
  .strictObject({
    article: Id,
    version: Version.describe('Of the article.'),
    tagging: z.enum(TAGGINGS),
    assignedTo: Id.nullable().describe('The account of the editor whose it is to tag.'),
  })
  .register(answerShapes, { id: 'ArticleTagging' })

const readTagging = operation({
  name: 'readTagging',
  method: 'get',
  path: '/api/v1/articles/:id/tagging',
  audience: 'editor',
  summary: 'Read whose an article is to tag, and how far it is',
  success: 200,
  response: ArticleTagging,
  refusals: GONE,
  answer: (asked) => answerOf(asked),
})

const assign = operation({
  name: 'assignArticle',
  method: 'post',
  path: '/api/v1/articles/:id/assignment',
  audience: 'editor',
  summary: 'Give an article to an editor to tag',
  body: NewAssignment,
  example: { to: 3 },
  changes: true,
  success: 200,
  response: ArticleTagging,
  refusals: GONE,
  async answer(asked) {
    const { db, account, id, version, body } = asked
    requireVersion(openArticle(id, await articleById(db, id)), version, WHICH)
    const outcome = await assignArticle(db, account, id, version, body.to ?? account.id)
    if ('problem' in outcome) throw refusedFields({ to: outcome.problem })
    return answerOf(asked)
  },
})

const unassign = operation({
  name: 'unassignArticle',
  method: 'delete',
  path: '/api/v1/articles/:id/assignment',
  audience: 'editor',
  summary: 'Give an article to nobody',
  changes: true,
  success: 200,
  response: ArticleTagging,
  refusals: GONE,
  async answer(asked) {
    const { db, account, id, version } = asked
    requireVersion(openArticle(id, await articleById(db, id)), version, WHICH)
    await assignArticle(db, account, id, version, null)
    return answerOf(asked)
  },
})

const complete = operation({
  name: 'markTaggingDone',
  method: 'post',
  path: '/api/v1/articles/:id/completion',
  audience: 'editor',
  summary: 'Say that all in an article is tagged',
  changes: true,
  success: 200,
  response: ArticleTagging,
  refusals: GONE,
  answer: (asked) => setDone(asked, true),
})

const reopen = operation({
  name: 'reopenTagging',
  method: 'delete',
  path: '/api/v1/articles/:id/completion',
  audience: 'editor',
  summary: 'Say that there is more to tag in an article after all',
  changes: true,
  success: 200,
  response: ArticleTagging,
  refusals: GONE,
  answer: (asked) => setDone(asked, false),
})

type Changing = Asked<unknown, unknown> & { id: number; version: number; account: { id: number } }

async function setDone(asked: Changing, isDone: boolean): Promise<Answer> {
  const { db, account, id, version } = asked
  requireVersion(openArticle(id, await articleById(db, id)), version, WHICH)
  await setTaggingDone(db, account, id, version, isDone)
  return answerOf(asked)
}

async function answerOf({ db, id }: Asked<unknown, unknown> & { id: number }): Promise<Answer> {
  const article = openArticle(id, await articleById(db, id))
  const document = {
    article: id,
    version: article.version,
    tagging: taggingOf(article),
    assignedTo: article.assignedToId,
  }
  return { document }
}

export const taggingOperations = [readTagging, assign, unassign, complete, reopen]
