import { ARTICLE_WRITES } from './article-writes'
import { form, json, REASON, type Write } from './write'

const COMMENT = { comment: 'Which bridge?' }
const STATEMENT = {
  content: 'Bridge news',
  wording: 'indirect',
  speaker: 'Cay Dee',
  medium: 'unknown',
  stance: 'asserts',
}
const UNDATED = { saidOn: '', saidOnWords: '', basis: 'not_stated' }
const SPEAKER = { name: 'Ann Lee', kind: 'person' }
const REPLY = { by: 'The ministry', words: 'Yes.', repliedOn: '2024-05-05', way: 'letter' }
const REPLY_JSON = { ...REPLY, by: { name: 'The ministry' } }

/** Withdrawn rows, however they came to be so. */
const WITHDRAWN = (status: number) => ({ withdrawn: status, unseen: status, redacted: status })
const DRAFTS = (status: number) => ({ draft: status, own: status })

const STATEMENT_ROWS = {
  publication: {
    inReview: { own: 403, draft: 403 },
    refused: { published: 409, ...WITHDRAWN(409), redacted: 412, ofReviewer: 403 },
  },
  return: { inReview: { own: 403, draft: 403 } },
  takingBack: { refused: { ...DRAFTS(409), hangingDraft: 409, ...WITHDRAWN(409) } },
}

/** Another’s webhook is no more there than none. */
const ANOTHERS = { refused: { another: 404 } }
const WEBHOOK_WRITES: Record<string, Write> = {
  'POST /account/webhooks/:id/state': form('webhook', { state: 'paused' }, ANOTHERS),
  'POST /account/webhooks/:id/secret': form('webhook', {}, ANOTHERS),
  'POST /account/webhooks/:id/try': form('webhook', {}, ANOTHERS),
  'POST /account/webhooks/:id/removal': form('webhook', {}, ANOTHERS),
  'POST /account/webhooks/:id/deliveries/:number/retry': form('webhook', {}, ANOTHERS),
  'PATCH /api/v1/webhooks/:id': json('webhook', { state: 'paused' }, ANOTHERS),
  'DELETE /api/v1/webhooks/:id': json('webhook', undefined, ANOTHERS),
  'POST /api/v1/webhooks/:id/secret': json('webhook', undefined, ANOTHERS),
  'POST /api/v1/webhooks/:id/test': json('webhook', undefined, ANOTHERS),
  'POST /api/v1/webhooks/:id/deliveries/:number/retry': json('webhook', undefined, ANOTHERS),
}

/**
 * Every change whose address names a row, and which rows refuse it. Who may ask at all is in the policy table. What is
 * let through is told by stories, and not asked here: nothing that is sent from here may change anything.
 */
export const WRITES: Record<string, Write> = {
  'POST /speakers/:id': form('speaker', SPEAKER),
  'PATCH /api/v1/speakers/:id': json('speaker', { description: 'A mayor' }),
  'POST /speakers/:id/merge': {
    ...form('speaker', {}, { refused: { joined: 422, joinedUnseen: 422 }, inReview: { draft: 403, unseen: 403 } }),
    sends: (version, rows) => ({ form: { version, into: rows.speaker.published as number, intoVersion: 1 } }),
  },
  'POST /api/v1/speakers/:id/merging': {
    ...json('speaker', {}, { refused: { joined: 422, joinedUnseen: 422 }, inReview: { draft: 403, unseen: 403 } }),
    sends: (version, rows) => ({ version, json: { into: rows.speaker.published } }),
  },
  'POST /speakers/:id/unmerge': form(
    'speaker',
    {},
    { refused: { published: 422, draft: 422 }, inReview: { joined: 403, joinedUnseen: 403 } },
  ),
  'DELETE /api/v1/speakers/:id/merging': json('speaker', undefined, {
    refused: { published: 422, draft: 422 },
    inReview: { joined: 403, joinedUnseen: 403 },
  }),
  'POST /outlets/:id/speaker': form('outlet'),
  'POST /api/v1/outlets/:id/speaker': json('outlet'),
  'POST /outlets/:id': form('outlet', { name: 'News', rights: 'full' }),
  'PATCH /api/v1/outlets/:id': json('outlet', { rights: 'full' }),

  'POST /welcome/:token': {
    names: 'oneTimeLink',
    sends: () => ({ form: { password: 'a bridge that opens', again: 'a bridge that opens' } }),
    refused: { missing: 410, spent: 410, expired: 410, revoked: 410, disabled: 410 },
  },
  'POST /unsaved/:id/discard': form('unsaved', {}, { refused: { another: 404, missing: 404 } }),
  // Of one's own account nothing is told but whether there was something to end: another's is no more there than none.
  'POST /account/sessions/:session/end': form('session', {}, { refused: { another: 303, missing: 303 } }),
  'POST /account/tokens/:token/revocation': form(
    'token',
    {},
    { refused: { another: 303, revoked: 303, missing: 303 } },
  ),
  'DELETE /api/v1/account/tokens/:id': json('token', undefined, {
    refused: { another: 404, revoked: 404, missing: 404 },
  }),
  // With the number of the asker's own account in front.
  'POST /accounts/:id/sessions/:session/end': form('session', {}, { refused: { another: 303, missing: 303 } }),
  'POST /accounts/:id/tokens/:token/revocation': form(
    'token',
    {},
    { refused: { another: 303, revoked: 303, missing: 303 } },
  ),
  ...WEBHOOK_WRITES,
  'POST /accounts/:id': form('account', { name: 'Ann', role: 'reader' }),
  'PATCH /api/v1/accounts/:id': json('account', { role: 'reader' }),
  'POST /accounts/:id/disabling': form('account', {}, { refused: { disabled: 422 } }),
  'POST /api/v1/accounts/:id/disabling': json('account', {}, { refused: { disabled: 422 } }),
  'POST /accounts/:id/enabling': form('account', {}, { refused: { another: 422 } }),
  'DELETE /api/v1/accounts/:id/disabling': json('account', undefined, { refused: { another: 422 } }),
  'POST /accounts/:id/link': form('account', {}, { refused: { disabled: 422 } }),
  'POST /api/v1/accounts/:id/links': json('account', undefined, { refused: { disabled: 422 } }),
  'POST /accounts/:id/sessions/end': form('account'),

  'POST /articles/:id/statements': form('article', { ...STATEMENT, ...UNDATED }, { refused: { withdrawn: 410 } }),
  'POST /statements/:id': form(
    'statement',
    { ...STATEMENT, ...UNDATED, claimVersion: 1 },
    { refused: { ...WITHDRAWN(410), hanging: 410 }, inReview: { published: 422 } },
  ),
  'PATCH /api/v1/statements/:id': json(
    'statement',
    { cue: null },
    { refused: WITHDRAWN(410), inReview: { published: 422 } },
  ),
  'POST /statements/:id/split': form(
    'statement',
    {},
    { refused: { ...WITHDRAWN(422), hanging: 422 }, inReview: { published: 403 } },
  ),
  'POST /api/v1/statements/:id/split': json(
    'statement',
    {},
    { refused: { ...WITHDRAWN(410), hanging: 422 }, inReview: { published: 403 } },
  ),
  'POST /statements/:id/withdrawal': form('statement', REASON),
  'POST /api/v1/statements/:id/withdrawal': json('statement', REASON, { refused: WITHDRAWN(409) }),
  'POST /statements/:id/restoration': form('statement', {}, { refused: { redacted: 409, published: 409, own: 409 } }),
  'DELETE /api/v1/statements/:id/withdrawal': json('statement', undefined, {
    refused: { redacted: 409, published: 404, own: 404 },
  }),
  'POST /statements/:id/draft': form('statement', {}, STATEMENT_ROWS.takingBack),
  'DELETE /api/v1/statements/:id/publication': json('statement', undefined, STATEMENT_ROWS.takingBack),
  'POST /api/v1/statements/:id/publication': json('statement', { claimVersion: 1 }, STATEMENT_ROWS.publication),
  'POST /api/v1/statements/:id/returns': json('statement', { claimVersion: 1, ...COMMENT }, STATEMENT_ROWS.return),

  'PATCH /api/v1/claims/:id': json(
    'claim',
    { medium: 'tweet' },
    { refused: { ...WITHDRAWN(410), joined: 410 }, inReview: { published: 422 } },
  ),
  'POST /claims/:id/withdrawal': form('claim', REASON, { refused: { joined: 422 } }),
  'POST /api/v1/claims/:id/withdrawal': json('claim', REASON, { refused: { ...WITHDRAWN(409), joined: 409 } }),
  'POST /claims/:id/restoration': form(
    'claim',
    {},
    { refused: { redacted: 422, published: 409, own: 409, joined: 422 } },
  ),
  'DELETE /api/v1/claims/:id/withdrawal': json('claim', undefined, {
    refused: { redacted: 422, published: 404, own: 404, joined: 422 },
  }),
  'POST /claims/:id/draft': form('claim', {}, { refused: { ...DRAFTS(409), ...WITHDRAWN(409), joined: 409 } }),
  'DELETE /api/v1/claims/:id/publication': json('claim', undefined, {
    refused: { ...DRAFTS(409), ...WITHDRAWN(409), joined: 409 },
  }),
  'POST /claims/:id/links': {
    ...form('claim', {}, { refused: { ...WITHDRAWN(404), joined: 404 } }),
    sends: (_version, rows) => ({ form: { to: rows.claim.published as number, relation: 'corroborates', reason: '' } }),
  },
  'POST /claims/:id/join': {
    ...form('claim', {}, { refused: { ...DRAFTS(404), ...WITHDRAWN(404), joined: 404 } }),
    sends: (version, rows) => ({ form: { version, into: rows.claim.published as number, intoVersion: 1 } }),
  },
  'POST /api/v1/claims/:id/join': {
    ...json('claim', {}, { refused: { ...DRAFTS(422), ...WITHDRAWN(409), joined: 409 } }),
    sends: (version, rows) => ({ version, json: { into: rows.claim.published } }),
  },
  'POST /claims/:id/unjoin': form(
    'claim',
    {},
    { refused: { published: 422, ...WITHDRAWN(422) }, inReview: { joined: 403 } },
  ),
  'DELETE /api/v1/claims/:id/join': json('claim', undefined, {
    refused: { published: 422, ...WITHDRAWN(422) },
    inReview: { joined: 403 },
  }),
  'POST /claims/:id/distinctions': {
    ...form('claim', {}, { refused: { missing: 422, ...DRAFTS(422), ...WITHDRAWN(422), joined: 422 } }),
    sends: (_version, rows) => ({ form: { other: rows.claim.published as number } }),
  },
  'POST /distinctions/:id/withdrawal': form('distinction'),
  'DELETE /api/v1/distinctions/:id': json('distinction'),
  'POST /claims/:id/looks': form('claim', { lack: 'undated' }),
  'POST /api/v1/claims/:id/looks/:section': json('claim'),
  'POST /claims/:id/looks/withdrawal': form('claim', { lack: 'undated' }, { refused: { published: 404 } }),
  'DELETE /api/v1/claims/:id/looks/:section': json('claim', undefined, { refused: { published: 404 } }),
  'POST /claims/:id/discussion': form('claim', { body: 'Look.' }),
  'POST /api/v1/claims/:id/comments': json('claim', { body: 'Look.' }),
  'POST /claims/:id/replies': form('claim', REPLY, { refused: { ...DRAFTS(404), ...WITHDRAWN(404), joined: 404 } }),
  'POST /api/v1/claims/:id/replies': json('claim', REPLY_JSON, {
    refused: { ...DRAFTS(422), ...WITHDRAWN(422), joined: 422 },
  }),
  'POST /claims/:id/correction': {
    names: 'claim',
    sends: () => ({ form: { kind: 'other', words: 'It was in June.', website: '' } }),
    // A form that was not opened here is shown once more, and nothing taken in.
    refused: { missing: 404, ...DRAFTS(404), withdrawn: 410, unseen: 404, published: 422, joined: 422 },
  },

  'PATCH /api/v1/links/:id': json('link', { reason: 'So.' }, { refused: WITHDRAWN(410), inReview: { published: 409 } }),
  'POST /links/:id/withdrawal': form('link', REASON),
  'POST /api/v1/links/:id/withdrawal': json('link', REASON, { refused: WITHDRAWN(409) }),
  'POST /links/:id/restoration': form('link', {}, { refused: { redacted: 409, published: 409, own: 409 } }),
  'DELETE /api/v1/links/:id/withdrawal': json('link', undefined, {
    refused: { redacted: 409, published: 404, own: 404 },
  }),
  'POST /links/:id/draft': form('link', {}, { refused: { ...DRAFTS(409), ...WITHDRAWN(409) } }),
  'DELETE /api/v1/links/:id/publication': json('link', undefined, { refused: { ...DRAFTS(409), ...WITHDRAWN(409) } }),
  'POST /api/v1/links/:id/publication': json('link', undefined, {
    refused: { published: 409, ...WITHDRAWN(409), ofReviewer: 403 },
    inReview: { own: 403, draft: 403 },
  }),
  'POST /api/v1/links/:id/returns': json('link', COMMENT, { inReview: { own: 403, draft: 403 } }),
  'POST /links/:id/discussion': form('link', { body: 'Look.' }),
  'POST /api/v1/links/:id/comments': json('link', { body: 'Look.' }),
  'POST /chains/:id/title': form('chain', { title: 'Is it open?' }, { refused: { dissolved: 404 } }),
  'PATCH /api/v1/chains/:id': json('chain', { title: 'Is it open?' }, { refused: { dissolved: 410 } }),

  'POST /comments/:id/withdrawal': {
    ...form('comment', {}, { refused: { another: 403, withdrawn: 409 } }),
    by: 'editor',
  },
  'POST /api/v1/comments/:id/withdrawal': {
    ...json('comment', undefined, { refused: { another: 403, withdrawn: 409 } }),
    by: 'editor',
  },
  'POST /notifications/:id/reading': form('notification', {}, { refused: { another: 404 } }),
  'POST /api/v1/notifications/:id/reading': json('notification', undefined, { refused: { another: 404 } }),

  'POST /corrections/:id/answer': form(
    'correction',
    { outcome: 'not_corrected', answer: 'No.', changeWords: '' },
    { refused: { closed: 409 } },
  ),
  'POST /api/v1/corrections/:id/outcome': json(
    'correction',
    { outcome: 'not_corrected', answer: 'No.' },
    { refused: { closed: 409 } },
  ),
  'POST /corrections/:id/taking': form('correction', {}, { refused: { closed: 409 } }),
  'POST /api/v1/corrections/:id/taking': json('correction', undefined, { refused: { closed: 409 } }),
  'POST /corrections/:id/release': form('correction', {}, { refused: { closed: 409 } }),
  'DELETE /api/v1/corrections/:id/taking': json('correction', undefined, { refused: { closed: 409 } }),
  'POST /corrections/:id/reopening': form('correction', {}, { refused: { open: 409, reopened: 409 } }),
  'DELETE /api/v1/corrections/:id/outcome': json('correction', undefined, { refused: { open: 409, reopened: 409 } }),
  'POST /corrections/:id/erasure': form('correction'),
  'DELETE /api/v1/corrections/:id/sender': json('correction'),

  'POST /replies/:id': form('reply', { ...REPLY, words: 'No.' }, { refused: { ...WITHDRAWN(409), redacted: 404 } }),
  'PATCH /api/v1/replies/:id': json('reply', { words: 'No.' }, { refused: WITHDRAWN(410) }),
  'POST /replies/:id/publication': form(
    'reply',
    {},
    { refused: { published: 409, ...WITHDRAWN(409), ofReviewer: 403 }, inReview: { own: 403 } },
  ),
  'POST /api/v1/replies/:id/publication': json('reply', undefined, {
    refused: { published: 409, ...WITHDRAWN(409), ofReviewer: 403 },
    inReview: { own: 403 },
  }),
  'POST /api/v1/replies/:id/returns': json('reply', COMMENT, { inReview: { own: 403 } }),
  'POST /replies/:id/withdrawal': form('reply', REASON, { refused: WITHDRAWN(409) }),
  'POST /api/v1/replies/:id/withdrawal': json('reply', REASON, { refused: WITHDRAWN(409) }),
  'POST /replies/:id/restoration': form('reply', {}, { refused: { redacted: 409, published: 409, own: 409 } }),
  'DELETE /api/v1/replies/:id/withdrawal': json('reply', undefined, {
    refused: { redacted: 409, published: 404, own: 404 },
  }),

  ...ARTICLE_WRITES,
}
