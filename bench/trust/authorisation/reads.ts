import {
  ALL_ACCOUNTS,
  ALL_ARTICLES,
  ALL_CLAIMS,
  ALL_CORRECTIONS,
  ALL_LINKS,
  CLAIMS_THEN,
  DESKS,
  DESKS_ELSEWHERE,
  HISTORY_OF_CLAIM,
  HISTORY_OF_LINK,
  HISTORY_OF_SPEAKER,
  NOT_WITHDRAWN,
  ONLY_PUBLIC,
  PUBLIC_CHAINS,
  PUBLIC_CLAIMS,
  PUBLIC_SPEAKERS,
  type Read,
  SHOWN_ARTICLES,
  WITHDRAWN_UNSEEN,
  WITHOUT_A_DAY,
} from './read-answers'
import { READS_OF_API } from './reads-of-api'

/**
 * Every GET whose address names a row. Who may ask at all is in the policy table; here is what they are told of a row
 * that is not theirs to see. A route or a state without its cell fails the sweep.
 */
export const READS: Record<string, Read> = {
  'GET /claims/:id': {
    names: 'claim',
    answers: {
      ...{
        published: 200,
        draft: DESKS_ELSEWHERE,
        own: DESKS_ELSEWHERE,
        ofReviewer: DESKS_ELSEWHERE,
        withdrawn: 410,
        redacted: 410,
        unseen: WITHDRAWN_UNSEEN,
      },
      ...{ joined: 301, missing: 404 },
    },
  },
  'GET /claims/:id/correction': {
    names: 'claim',
    answers: {
      published: 200,
      draft: 404,
      own: 404,
      withdrawn: 410,
      redacted: 410,
      unseen: 404,
      joined: 301,
      missing: 404,
    },
  },
  'GET /claims/:id/history': { names: 'claim', answers: HISTORY_OF_CLAIM },
  'GET /claims/:id/citation.:format': { names: 'claim', answers: PUBLIC_CLAIMS },
  'GET /claims/:id/as-of': { names: 'claim', answers: WITHOUT_A_DAY },
  'GET /claims/:id/as-of/:at': { names: 'claim', answers: CLAIMS_THEN },
  'GET /claims/:id/links/new': { names: 'claim', answers: NOT_WITHDRAWN },
  'GET /claims/:id/drafts': { names: 'claim', answers: NOT_WITHDRAWN },
  'GET /claims/:id/discussion': { names: 'claim', answers: ALL_CLAIMS },
  'GET /claims/:id/replies/new': { names: 'claim', answers: ONLY_PUBLIC },
  'GET /claims/:id/join': { names: 'claim', answers: ONLY_PUBLIC },

  'GET /statements/:id': {
    names: 'statement',
    answers: {
      ...{
        published: 302,
        draft: DESKS_ELSEWHERE,
        own: DESKS_ELSEWHERE,
        ofReviewer: DESKS_ELSEWHERE,
        hangingDraft: DESKS_ELSEWHERE,
      },
      ...{ withdrawn: 410, redacted: 410, unseen: WITHDRAWN_UNSEEN, hanging: 410, missing: 404 },
    },
  },
  'GET /statements/:id/edit': {
    names: 'statement',
    answers: {
      ...{
        published: 200,
        draft: 200,
        own: 200,
        ofReviewer: 200,
        hangingDraft: 200,
        withdrawn: 410,
        redacted: 410,
        unseen: 410,
        hanging: 410,
        missing: 404,
      },
    },
  },
  'GET /statements/:id/split': {
    names: 'statement',
    answers: {
      ...{
        published: 200,
        draft: 200,
        own: 200,
        ofReviewer: 200,
        hangingDraft: 404,
        withdrawn: 404,
        redacted: 404,
        unseen: 404,
        hanging: 404,
        missing: 404,
      },
    },
  },

  'GET /links/:id': {
    names: 'link',
    answers: {
      ...{
        published: 302,
        draft: DESKS_ELSEWHERE,
        own: DESKS_ELSEWHERE,
        ofReviewer: DESKS_ELSEWHERE,
        hangingDraft: DESKS_ELSEWHERE,
      },
      ...{ withdrawn: 410, redacted: 410, unseen: WITHDRAWN_UNSEEN, hanging: 410, missing: 404 },
    },
  },
  'GET /links/:id/history': { names: 'link', answers: HISTORY_OF_LINK },
  'GET /links/:id/discussion': { names: 'link', answers: ALL_LINKS },

  'GET /replies/:id/edit': {
    names: 'reply',
    answers: { published: 200, own: 200, ofReviewer: 200, withdrawn: 200, redacted: 404, unseen: 200, missing: 404 },
  },

  'GET /articles/:id': { names: 'article', answers: SHOWN_ARTICLES },
  // Of an article that is shown in excerpts the whole text is the desk's alone.
  'GET /articles/:id/revisions/:number.txt': {
    names: 'article',
    answers: { ...SHOWN_ARTICLES, published: [403, 200] },
  },
  'GET /articles/:id/revisions/:number': { names: 'article', answers: SHOWN_ARTICLES },
  'GET /articles/:id/history': { names: 'article', answers: { ...SHOWN_ARTICLES, withdrawn: [410, 200] } },
  'GET /articles/:id/annotate': { names: 'article', answers: ALL_ARTICLES },
  'GET /articles/:id/annotate/changes': { names: 'article', answers: ALL_ARTICLES },
  'GET /articles/:id/annotations': { names: 'article', answers: ALL_ARTICLES },
  'GET /articles/:id/edit': { names: 'article', answers: ALL_ARTICLES },
  'GET /articles/:id/zones': { names: 'article', answers: ALL_ARTICLES },
  'GET /articles/:id/revisions/:number/raw': { names: 'article', answers: ALL_ARTICLES },
  'GET /captures/:id': { names: 'capture', answers: { own: 200, another: 404, missing: 404 } },
  'GET /account/webhooks/:id': { names: 'webhook', answers: { own: 200, another: 404, missing: 404 } },
  'GET /imports/:id': { names: 'importJob', answers: { own: 200, another: 404, missing: 404 } },
  'GET /articles/:id/revisions/new': { names: 'article', answers: ALL_ARTICLES },
  'GET /carryings/:id/pointing': { names: 'carrying', answers: { open: 200, closed: 200, missing: 404 } },
  'GET /articles/:id/assignment': { names: 'article', answers: ALL_ARTICLES },
  'GET /articles/:id/compared': { names: 'article', answers: ALL_ARTICLES },

  'GET /speakers/:id': {
    names: 'speaker',
    answers: { published: 200, draft: DESKS, unseen: DESKS, joined: 301, joinedUnseen: [404, 301], missing: 404 },
  },
  'GET /speakers/:id/history': { names: 'speaker', answers: HISTORY_OF_SPEAKER },
  'GET /speakers/:id/edit': {
    names: 'speaker',
    answers: { published: 200, draft: 200, unseen: 200, joined: 200, joinedUnseen: 200, missing: 404 },
  },
  'GET /speakers/:id/merge': {
    names: 'speaker',
    answers: { published: 200, draft: 200, unseen: 200, joined: 302, joinedUnseen: 302, missing: 404 },
  },

  'GET /chains/:id/feed.atom': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /chains/:id/feed.json': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /chains/:id/embed': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /claims/:id/embed': { names: 'claim', answers: PUBLIC_CLAIMS },
  'GET /chains/:id/picture.png': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /claims/:id/picture.png': { names: 'claim', answers: PUBLIC_CLAIMS },
  'GET /speakers/:id/feed.atom': { names: 'speaker', answers: PUBLIC_SPEAKERS },
  'GET /speakers/:id/feed.json': { names: 'speaker', answers: PUBLIC_SPEAKERS },

  'GET /chains/:id/as-of': { names: 'chain', answers: { published: 422, dissolved: 422, missing: 422 } },
  'GET /chains/:id/as-of/:at': { names: 'chain', answers: { published: 200, dissolved: 404, missing: 404 } },
  'GET /chains/:id/history': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /chains/:id/map': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /chains/:id/citation.:format': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /chains/:id': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /chains/:id/matrix': { names: 'chain', answers: PUBLIC_CHAINS },
  'GET /outlets/:id/edit': { names: 'outlet', answers: { published: 200, unseen: 200, missing: 404 } },

  'GET /comments/:id': {
    names: 'comment',
    answers: { own: 302, another: 302, withdrawn: 302, redacted: 302, missing: 404 },
  },
  'GET /corrections/:id/answer': { names: 'correction', answers: ALL_CORRECTIONS },
  'GET /corrections/:token': { names: 'privateAddress', answers: ALL_CORRECTIONS },
  'GET /accounts/:id': { names: 'account', answers: ALL_ACCOUNTS },
  'GET /transparency/checkpoints/:size': { names: 'checkpoint', answers: { known: 200, missing: 404 } },
  'GET /transparency/consistency/:from': { names: 'checkpoint', answers: { known: 200, missing: 404 } },
  'GET /transparency/consistency/:from/:to': { names: 'checkpoint', answers: { known: 200, missing: 404 } },
  'GET /transparency/inclusion/:id': { names: 'sealedRow', answers: { known: 200, missing: 404 } },
  'GET /transparency/inclusion/:id/:size': { names: 'sealedRow', answers: { known: 200, missing: 404 } },
  'GET /welcome/:token': {
    names: 'oneTimeLink',
    answers: { open: 200, spent: 410, expired: 410, revoked: 410, disabled: 410, missing: 410 },
  },
  'GET /desk/:section': { names: 'section', answers: { known: 200, missing: 404 } },
  'GET /sitemaps/:part': { names: 'sitemapPart', answers: { known: 200, missing: 404 } },
  'GET /exports/prepared/:key': {
    names: 'preparedExport',
    answers: { open: 200, published: 200, closed: 410, missing: 404 },
  },
  'GET /exports/prepared/:key/file': {
    names: 'preparedExport',
    answers: { open: 404, published: 200, closed: 410, missing: 404 },
  },
  'GET /exports/snapshots/:id': {
    names: 'keptExport',
    answers: { open: 200, published: 200, withdrawn: 410, missing: 404 },
  },
  'GET /exports/snapshots/:id/file': {
    names: 'keptExport',
    answers: { open: 404, published: 200, withdrawn: 410, missing: 404 },
  },
  'GET /exports/:file': { names: 'file', answers: { known: 200, missing: 404 } },

  ...READS_OF_API,
}
