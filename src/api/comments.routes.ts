import type { EntityManager } from 'typeorm'
import { claimById } from '../claims/claims.commands'
import { type Author, addComment, type Subject, withdrawComment } from '../discussion/comments.commands'
import { type CommentRow, commentInFull, commentsOn } from '../discussion/comments.queries'
import { linkById } from '../links/links.commands'
import { AddedComment, Comment, CommentPage, NewComment } from './comment.schema'
import { refusedFields } from './field-refusals'
import { type Answer, operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'

/** Both kinds of discussion: reading one, and adding to it. */
function discussionOf(kind: Subject['kind']) {
  const noun = kind === 'claim' ? 'Claim' : 'Link'
  const path = `/api/v1/${kind}s/:id/comments` as const
  const exists = (db: EntityManager, id: number) => (kind === 'claim' ? claimById(db, id) : linkById(db, id))
  return [
    operation({
      name: `list${noun}Comments`,
      method: 'get',
      path,
      audience: 'editor',
      summary: `Read the desk’s discussion of a ${kind}`,
      query: PageQuery,
      success: 200,
      response: CommentPage,
      async answer({ db, id, query, baseUrl }) {
        await exists(db, id)
        const found = await commentsOn(db, { kind, id }, ...pageValues(query))
        const { items, next } = pageFrom(found, query.limit)
        return { document: { items: items.map((row) => commentDocument(baseUrl, row)), next }, next }
      },
    }),
    operation({
      name: `commentOn${noun}`,
      method: 'post',
      path,
      audience: 'editor',
      summary: `Add to the discussion of a ${kind}`,
      description: 'Only the desk reads it. Whoever is mentioned is told, and whoever takes part.',
      body: NewComment,
      example: { body: 'Is this the same press briefing, @maria?' },
      success: 201,
      response: AddedComment,
      answer: ({ db, account, id, body, baseUrl }) => added(db, account, { kind, id }, body.body, baseUrl),
    }),
  ]
}

async function added(
  db: EntityManager,
  author: Author,
  subject: Subject,
  body: string,
  baseUrl: string,
): Promise<Answer> {
  const outcome = await addComment(db, author, subject, body)
  if ('problem' in outcome) throw refusedFields({ body: outcome.problem })
  const row = await commentInFull(db, outcome.commentId)
  const document = { comment: commentDocument(baseUrl, row), unreached: outcome.unreached }
  return { document, location: `/comments/${row.id}` }
}

const withdraw = operation({
  name: 'withdrawComment',
  method: 'post',
  path: '/api/v1/comments/:id/withdrawal',
  audience: 'editor',
  summary: 'Withdraw your own comment',
  description: 'Its place stays and says so.',
  changes: true,
  success: 200,
  response: Comment,
  refusals: { 409: 'It has been withdrawn already.' },
  async answer({ db, account, id, version, baseUrl }) {
    await withdrawComment(db, account, id, version)
    const row = await commentInFull(db, id)
    return { document: commentDocument(baseUrl, row) }
  },
})

function commentDocument(baseUrl: string, row: CommentRow) {
  const { id, version, body, byId, by, handle, createdAt, withdrawnAt } = row
  const page = `${baseUrl}/comments/${id}`
  return { id, page, version, body, by: { id: byId, name: by, handle }, createdAt, withdrawnAt }
}

export const commentOperations = [...discussionOf('claim'), ...discussionOf('link'), withdraw]
