import { articleById } from '../articles/tagging.commands'
import { openArticle } from '../articles/withdrawn-article'
import { leaveOrigin, setCopyOf } from '../copies/copies.commands'
import { takeTextDistinctionBack, tellTextsApart } from '../copies/distinctions.commands'
import { unprocessable } from '../web/problems'
import { articleProblem } from './articles.queries'
import { nearCopyPage } from './copies.queries'
import { ArticleDistinction, CopyOf, NearCopyPage, NewArticleDistinction, NewCopyOf } from './copy.schema'
import { refusedFields } from './field-refusals'
import { operation } from './operation'
import { PageQuery, pageFrom, pageValues } from './paging.schema'
import { requireVersion } from './row-guards'

const WHICH = 'this article'

const putCopyOf = operation({
  name: 'setCopyOf',
  method: 'put',
  path: '/api/v1/articles/:id/copy-of',
  audience: 'editor',
  summary: 'Say that an article is a copy of another',
  description:
    'It then counts together with the other, as one origin. Of a copy that is named the origin is taken; its own copies go ' +
    'along; where the other is a copy of it, the two change places.',
  body: NewCopyOf,
  example: { article: 4 },
  changes: true,
  success: 200,
  response: CopyOf,
  refusals: { 410: 'It has been withdrawn.' },
  async answer({ db, account, id, version, body }) {
    const article = openArticle(id, await articleById(db, id))
    requireVersion(article, version, WHICH)
    const problem = await articleProblem(db, body.article)
    if (problem !== null) throw refusedFields({ article: problem })
    const outcome = await setCopyOf(db, account, id, version, body.article)
    if ('problem' in outcome) throw refusedFields({ article: outcome.problem })
    const changed = outcome.made.map((made) => ({ article: made.id, version: made.version }))
    return { document: { article: id, version: version + 1, copyOf: outcome.originId, changed } }
  },
})

const deleteCopyOf = operation({
  name: 'leaveOrigin',
  method: 'delete',
  path: '/api/v1/articles/:id/copy-of',
  audience: 'editor',
  summary: 'Say that an article is no copy after all',
  changes: true,
  success: 200,
  response: CopyOf,
  refusals: { 410: 'It has been withdrawn.', 422: 'It is no copy.' },
  async answer({ db, account, id, version }) {
    requireVersion(openArticle(id, await articleById(db, id)), version, WHICH)
    const outcome = await leaveOrigin(db, account, id, version)
    if ('problem' in outcome) throw unprocessable(outcome.problem)
    const changed = [{ article: id, version: outcome.version }]
    return { document: { article: id, version: outcome.version, copyOf: null, changed } }
  },
})

const listNearCopies = operation({
  name: 'listNearCopies',
  method: 'get',
  path: '/api/v1/near-copies',
  audience: 'editor',
  summary: 'List pairs of articles that seem to be copies',
  description: 'Their texts, without what is marked as not their own, have long runs of words in common.',
  query: PageQuery,
  success: 200,
  response: NearCopyPage,
  async answer({ rows, query }) {
    const document = pageFrom(await rows(nearCopyPage, pageValues(query)), query.limit)
    return { document, next: document.next }
  },
})

const newDistinction = operation({
  name: 'tellArticlesApart',
  method: 'post',
  path: '/api/v1/article-distinctions',
  audience: 'editor',
  summary: 'Say that neither of two articles is a copy of the other',
  description: 'The pair is then no longer among the near copies. Said again, it is the same word.',
  body: NewArticleDistinction,
  example: { articles: [4, 7] },
  success: 201,
  response: ArticleDistinction,
  async answer({ db, account, body }) {
    const [one = 0, other = 0] = body.articles
    for (const id of body.articles) {
      const problem = await articleProblem(db, id)
      if (problem !== null) throw refusedFields({ articles: problem })
    }
    const outcome = await tellTextsApart(db, account, one, other)
    if ('problem' in outcome) throw refusedFields({ articles: outcome.problem })
    const document = { id: outcome.id, articles: outcome.pair }
    return { document, location: `/api/v1/article-distinctions/${outcome.id}` }
  },
})

const withdrawDistinction = operation({
  name: 'takeArticleDistinctionBack',
  method: 'delete',
  path: '/api/v1/article-distinctions/:id',
  audience: 'editor',
  summary: 'Take back that two articles are no copies',
  success: 200,
  response: ArticleDistinction,
  async answer({ db, account, id }) {
    const { pair } = await takeTextDistinctionBack(db, account, id)
    return { document: { id, articles: pair } }
  },
})

export const copyOperations = [putCopyOf, deleteCopyOf, listNearCopies, newDistinction, withdrawDistinction]
