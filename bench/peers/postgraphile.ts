import path from 'node:path'
import type { Asked } from './asked'
import type { Peer } from './peer'

const CHAIN = `query Chain($id: Int!) {
  allClaims(condition: { chainId: $id }, orderBy: [SAID_ON_ASC, ROW_ID_ASC]) {
    nodes {
      rowId words saidOn stance medium
      speakerBySpeakerId { rowId name description }
      articleByArticleId { rowId headline outlet publishedOn }
      linksByFromClaimId { nodes { toClaimId relation } }
    }
  }
}`

const SPEAKER = `query Speaker($id: Int!) {
  allClaims(condition: { speakerId: $id }, orderBy: [SAID_ON_DESC, ROW_ID_DESC], first: 30) {
    nodes {
      rowId words saidOn stance medium chainId
      articleByArticleId { rowId headline outlet publishedOn }
    }
  }
}`

const ADD = `mutation Add($claim: ClaimInput!) { createClaim(input: { claim: $claim }) { claim { rowId } } }`

/** PostGraphile 5 with its usual preset, an API in GraphQL of any PostgreSQL. It has no search of its own. */
export const postgraphile = (root: string, node: string): Peer => ({
  name: 'PostGraphile',
  need: 'postgraphile',
  prepare: async () => {},
  start: (databaseUrl, port) => ({
    node,
    args: [
      ...[path.join(root, 'dist', 'cli-run.js'), '--preset', 'postgraphile/presets/amber'],
      ...['--connection', databaseUrl, '--schema', 'public', '--host', '127.0.0.1', '--port', String(port)],
    ],
    environment: { GRAPHILE_ENV: 'production' },
    port,
    first: asked('query First { allClaims(first: 1) { nodes { rowId } } }', {}),
  }),
  chain: (id) => asked(CHAIN, { id }),
  claimsIn: (answer) => {
    const { data } = JSON.parse(answer) as { data: { allClaims: { nodes: { rowId: number }[] } } }
    return data.allClaims.nodes.map(({ rowId }) => rowId)
  },
  speaker: (id) => asked(SPEAKER, { id }),
  search: null,
  add: ({ speaker, article, words }) =>
    asked(ADD, {
      claim: {
        speakerId: speaker,
        articleId: article,
        words,
        saidOn: '2025-03-03',
        medium: 'speech',
        stance: 'asserts',
      },
    }),
})

const asked = (query: string, variables: object): Asked => ({ path: '/graphql', body: { query, variables } })
