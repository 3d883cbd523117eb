import {
  ALL_ACCOUNTS,
  ALL_ARTICLES,
  ALL_CLAIMS,
  ALL_CORRECTIONS,
  ALL_LINKS,
  CLAIMS_THEN,
  DESKS,
  HISTORY_OF_CLAIM,
  HISTORY_OF_LINK,
  HISTORY_OF_SPEAKER,
  PUBLIC_CHAINS,
  type Read,
  SHOWN_ARTICLES,
  WITHDRAWN_UNSEEN,
} from './read-answers'

/** The same of what scripts read by number. */
export const READS_OF_API: Record<string, Read> = {
  'GET /api/v1/claims/:id': {
    names: 'claim',
    answers: {
      ...{
        published: 200,
        draft: DESKS,
        own: DESKS,
        ofReviewer: DESKS,
        withdrawn: 410,
        redacted: 410,
        unseen: WITHDRAWN_UNSEEN,
        joined: 308,
        missing: 404,
      },
    },
  },
  'GET /api/v1/claims/:id/history': { names: 'claim', answers: HISTORY_OF_CLAIM },
  'GET /api/v1/claims/:id/as-of/:at': { names: 'claim', answers: CLAIMS_THEN },
  'GET /api/v1/claims/:id/comments': { names: 'claim', answers: ALL_CLAIMS },

  'GET /api/v1/statements/:id': {
    names: 'statement',
    answers: {
      ...{ published: 200, draft: DESKS, own: DESKS, ofReviewer: DESKS, hangingDraft: DESKS },
      ...{ withdrawn: 410, redacted: 410, unseen: WITHDRAWN_UNSEEN, hanging: 410, missing: 404 },
    },
  },

  'GET /api/v1/links/:id': {
    names: 'link',
    answers: {
      ...{ published: 200, draft: DESKS, own: DESKS, ofReviewer: DESKS, hangingDraft: DESKS },
      ...{ withdrawn: 410, redacted: 410, unseen: WITHDRAWN_UNSEEN, hanging: 410, missing: 404 },
    },
  },
  'GET /api/v1/links/:id/history': { names: 'link', answers: HISTORY_OF_LINK },
  'GET /api/v1/links/:id/comments': { names: 'link', answers: ALL_LINKS },

  'GET /api/v1/replies/:id': {
    names: 'reply',
    answers: {
      published: 200,
      own: DESKS,
      ofReviewer: DESKS,
      withdrawn: 410,
      redacted: 410,
      unseen: WITHDRAWN_UNSEEN,
      missing: 404,
    },
  },

  'GET /api/v1/articles/:id': { names: 'article', answers: SHOWN_ARTICLES },
  'GET /api/v1/articles/:id/revisions': { names: 'article', answers: SHOWN_ARTICLES },
  'GET /api/v1/articles/:id/revisions/:number': { names: 'article', answers: SHOWN_ARTICLES },
  'GET /api/v1/articles/:id/history': { names: 'article', answers: { ...SHOWN_ARTICLES, withdrawn: [410, 200] } },
  'GET /api/v1/articles/:id/annotations': { names: 'article', answers: ALL_ARTICLES },
  'GET /api/v1/articles/:id/tagging': { names: 'article', answers: ALL_ARTICLES },
  'GET /api/v1/articles/:id/suggestions': { names: 'article', answers: ALL_ARTICLES },
  'GET /api/v1/articles/:id/zones/proposed': { names: 'article', answers: ALL_ARTICLES },
  'GET /api/v1/webhooks/:id': { names: 'webhook', answers: { own: 200, another: 404, missing: 404 } },
  'GET /api/v1/webhooks/:id/deliveries': { names: 'webhook', answers: { own: 200, another: 404, missing: 404 } },

  'GET /api/v1/speakers/:id': {
    names: 'speaker',
    answers: { published: 200, draft: DESKS, unseen: DESKS, joined: 308, joinedUnseen: [404, 308], missing: 404 },
  },
  'GET /api/v1/speakers/:id/record': {
    names: 'speaker',
    answers: { published: 200, draft: DESKS, unseen: DESKS, joined: 308, joinedUnseen: [404, 308], missing: 404 },
  },
  'GET /api/v1/speakers/:id/history': { names: 'speaker', answers: HISTORY_OF_SPEAKER },

  'GET /api/v1/chains/:id/as-of/:at': { names: 'chain', answers: { published: 200, dissolved: 404, missing: 404 } },
  'GET /api/v1/chains/:id/history': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /api/v1/chains/:id/matrix': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /api/v1/chains/:id': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /api/v1/outlets/:id': { names: 'outlet', answers: { published: 200, unseen: DESKS, missing: 404 } },

  'GET /api/v1/corrections/:id': { names: 'correction', answers: ALL_CORRECTIONS },
  'GET /api/v1/accounts/:id': { names: 'account', answers: ALL_ACCOUNTS },
  'GET /api/v1/desk/:section': { names: 'section', answers: { known: 200, missing: 404 } },
  'GET /api/v1/prepared-exports/:key': {
    names: 'preparedExport',
    answers: { open: 200, published: 200, closed: 200, missing: 404 },
  },
  'GET /api/v1/snapshots/:id': {
    names: 'keptExport',
    answers: { open: 200, published: 200, withdrawn: 200, missing: 404 },
  },
}
