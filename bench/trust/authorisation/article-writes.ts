import { form, json, REASON, type Write } from './write'

const ARTICLE = { headline: 'News', language: 'en', outletUnknown: 'yes', publishedOnUnknown: 'yes' }

/** What a published statement has become of in a newer text is changed like the statement: where the desk reviews, as a draft. */
const WAITS = { refused: { closed: 409 }, inReview: { open: 422 } }
const SETTLED = { refused: { open: 422 }, inReview: { closed: 422 } }
const NO_COPIES = { published: 422, draft: 422, untagged: 422, unseen: 422 }

/** Changes of articles, of their texts and what their statements became in newer ones, and of what comes in as an article. */
export const ARTICLE_WRITES = {
  'POST /captures/:id': form('capture', ARTICLE, { refused: { another: 404 } }),
  'POST /captures/:id/revision': form('capture', { article: 1 }, { refused: { another: 404 } }),
  'POST /imports/:id/cancellation': form('importJob', {}, { refused: { another: 404 } }),
  'POST /imports/:id/retry': form('importJob', {}, { refused: { another: 404 } }),

  'POST /exports/snapshots/:id/cancellation': form('keptExport', {}, { refused: { published: 409, withdrawn: 409 } }),
  'POST /exports/snapshots/:id/withdrawal': form('keptExport', REASON, { refused: { open: 409, withdrawn: 409 } }),

  'POST /api/v1/snapshots/:id/cancellation': json('keptExport', undefined, {
    refused: { published: 409, withdrawn: 409 },
  }),
  'POST /api/v1/snapshots/:id/withdrawal': json('keptExport', REASON, { refused: { open: 409, withdrawn: 409 } }),

  'POST /articles/:id': form('article', ARTICLE, { refused: { withdrawn: 410 } }),
  'PATCH /api/v1/articles/:id': json('article', { headline: 'News' }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/annotate': form('article', { content: 'Bridge news' }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/annotations': form('article', { text: '[]' }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/annotations/:number/dismissal': form('article', {}, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/annotations/:number/restoration': form('article', {}, { refused: { withdrawn: 410 } }),
  'POST /api/v1/articles/:id/annotations': json('article', { annotations: '[]' }, { refused: { withdrawn: 410 } }),
  'POST /api/v1/articles/:id/annotations/:number/dismissal': json('article', undefined, {
    refused: { withdrawn: 410 },
  }),
  'DELETE /api/v1/articles/:id/annotations/:number/dismissal': json('article', undefined, {
    refused: { withdrawn: 410 },
  }),
  'POST /articles/:id/revisions': form('article', { text: 'News.' }, { refused: { withdrawn: 410 } }),
  'POST /api/v1/articles/:id/revisions': json('article', { text: 'News.' }, { refused: { withdrawn: 410 } }),
  'POST /carryings/:id/confirmation': form('carrying', { candidate: 0 }, WAITS),
  'POST /carryings/:id/pointing': form('carrying', { content: 'Mole news' }, WAITS),
  'POST /carryings/:id/letting-go': form('carrying', {}, WAITS),
  'POST /carryings/:id/reopening': form('carrying', {}, SETTLED),
  'POST /api/v1/carryings/:id/settlement': json('carrying', { as: 'let_go' }, WAITS),
  'DELETE /api/v1/carryings/:id/settlement': json('carrying', undefined, SETTLED),
  'POST /articles/:id/zones': form('article', { kind: 'appeal', from: 1, to: 1 }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/zones/proposed': form('article', { zone: '0-4:appeal' }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/zones/kind': form('article', { kind: 'appeal', start: 0 }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/zones/removal': form('article', { start: 0 }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/zones/restoration': form('article', { zones: '', inZone: '' }, { refused: { withdrawn: 410 } }),
  'PUT /api/v1/articles/:id/zones': json('article', { zones: [] }, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/assignment': form('article', { to: '', back: 'desk' }, { refused: { withdrawn: 410 } }),
  'POST /api/v1/articles/:id/assignment': json('article', {}, { refused: { withdrawn: 410 } }),
  'DELETE /api/v1/articles/:id/assignment': json('article', undefined, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/completion': form('article', { back: 'desk' }, { refused: { withdrawn: 410 } }),
  'POST /api/v1/articles/:id/completion': json('article', undefined, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/reopening': form('article', { back: 'desk' }, { refused: { withdrawn: 410 } }),
  'DELETE /api/v1/articles/:id/completion': json('article', undefined, { refused: { withdrawn: 410 } }),
  'POST /articles/:id/withdrawal': form('article', REASON, { refused: { withdrawn: 410 } }),
  'POST /api/v1/articles/:id/withdrawal': json('article', REASON, { refused: { withdrawn: 409 } }),
  'POST /articles/:id/restoration': form('article', {}, { refused: { published: 409, draft: 409, untagged: 409 } }),
  'DELETE /api/v1/articles/:id/withdrawal': json('article', undefined, {
    refused: { published: 404, draft: 404, untagged: 404 },
  }),

  'POST /articles/:id/copy-of': {
    ...form('article', {}, { refused: { untagged: 422, withdrawn: 410 } }),
    sends: (version, rows) => ({ form: { version, origin: rows.article.untagged as number } }),
  },
  'PUT /api/v1/articles/:id/copy-of': {
    ...json('article', {}, { refused: { untagged: 422, withdrawn: 410 } }),
    sends: (version, rows) => ({ version, json: { article: rows.article.untagged } }),
  },
  'POST /articles/:id/own-origin': form('article', {}, { refused: { ...NO_COPIES, withdrawn: 410 } }),
  'DELETE /api/v1/articles/:id/copy-of': json('article', undefined, { refused: { ...NO_COPIES, withdrawn: 410 } }),
  'POST /articles/:id/distinctions': {
    ...form('article', {}, { refused: { untagged: 422, withdrawn: 410 } }),
    sends: (_version, rows) => ({ form: { other: rows.article.untagged as number } }),
  },
  'POST /article-distinctions/:id/withdrawal': form('articleDistinction'),
  'DELETE /api/v1/article-distinctions/:id': json('articleDistinction'),
} satisfies Record<string, Write>
