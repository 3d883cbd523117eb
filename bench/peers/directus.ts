import path from 'node:path'
import { asOwner } from '../trust/databases'
import type { Asked } from './asked'
import type { Peer } from './peer'
import { run } from './program'

const TOKEN = 'a-token-for-the-benchmark-alone'

/** Without what it could do beside: no app, no sockets, no news from home; ten connections, as ours has for pages. */
const SETTINGS = {
  HOST: '127.0.0.1',
  SECRET: 'only for a benchmark, long enough',
  ADMIN_EMAIL: 'bench@example.com',
  ADMIN_PASSWORD: 'only for a benchmark',
  ADMIN_TOKEN: TOKEN,
  DB_CLIENT: 'pg',
  DB_POOL__MAX: '10',
  SERVE_APP: 'false',
  WEBSOCKETS_ENABLED: 'false',
  TELEMETRY: 'false',
  RATE_LIMITER_ENABLED: 'false',
  LOG_LEVEL: 'error',
}

const COLLECTIONS = ['speakers', 'articles', 'claims', 'links']

const settings = (databaseUrl: string) => ({ ...SETTINGS, DB_CONNECTION_STRING: databaseUrl })

/** Directus, an API and a desk over any PostgreSQL, by REST and with an administrator's token. */
export const directus = (root: string, node: string): Peer => ({
  name: 'Directus',
  need: 'directus',
  async prepare(databaseUrl) {
    run(node, [path.join(root, 'cli.js'), 'bootstrap'], settings(databaseUrl))
    // As its desk does when somebody says that a table is to be shown, and that links are listed with a claim; it keeps no history of them.
    await asOwner({ ownerUrl: databaseUrl }, async (owner) => {
      await owner.query(
        'INSERT INTO directus_collections (collection, accountability) SELECT unnest($1::text[]), NULL',
        [COLLECTIONS],
      )
      await owner.query(`
        INSERT INTO directus_fields (collection, field, special) VALUES ('claims', 'answers', 'o2m');
        INSERT INTO directus_relations (many_collection, many_field, one_collection, one_field) VALUES
          ('links', 'from_claim_id', 'claims', 'answers'), ('links', 'to_claim_id', 'claims', NULL),
          ('claims', 'speaker_id', 'speakers', NULL), ('claims', 'article_id', 'articles', NULL)`)
    })
  },
  start: (databaseUrl, port) => ({
    node,
    args: [path.join(root, 'cli.js'), 'start'],
    environment: { ...settings(databaseUrl), PORT: String(port) },
    port,
    first: asked({ limit: '1', fields: 'id' }),
  }),
  chain: (id) =>
    asked({
      'filter[chain_id][_eq]': String(id),
      sort: 'said_on,id',
      limit: '-1',
      fields: [
        ...['id', 'words', 'said_on', 'stance', 'medium', 'speaker_id.id', 'speaker_id.name', 'speaker_id.description'],
        ...['article_id.id', 'article_id.headline', 'article_id.outlet', 'article_id.published_on'],
        ...['answers.to_claim_id', 'answers.relation'],
      ].join(','),
    }),
  claimsIn: (answer) => (JSON.parse(answer) as { data: { id: number }[] }).data.map(({ id }) => id),
  speaker: (id) =>
    asked({
      'filter[speaker_id][_eq]': String(id),
      sort: '-said_on,-id',
      limit: '30',
      fields:
        'id,words,said_on,stance,medium,chain_id,article_id.id,article_id.headline,article_id.outlet,article_id.published_on',
    }),
  search: (word) =>
    asked({
      search: word,
      sort: '-said_on,-id',
      limit: '20',
      fields: 'id,words,said_on,speaker_id.id,speaker_id.name,article_id.id,article_id.headline,article_id.outlet',
    }),
  add: ({ speaker, article, words }) => ({
    ...asked({ fields: 'id' }),
    body: {
      speaker_id: speaker,
      article_id: article,
      words,
      said_on: '2025-03-03',
      medium: 'speech',
      stance: 'asserts',
    },
  }),
})

const asked = (query: Record<string, string>): Asked => ({
  path: `/items/claims?${new URLSearchParams(query)}`,
  headers: { Authorization: `Bearer ${TOKEN}` },
})
