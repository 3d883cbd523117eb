import type { Chance } from '../chance'
import { ARTICLE_BASES } from './article-bases'
import { asDrawn, type Json, type Make, named, type Recipe, type Row } from './base-making'
import type { Operation } from './document'
import type { OpenDesk } from './open-desk'
import {
  CLAIMS,
  DRAFT_STATEMENTS,
  drafts,
  joined,
  OTHERS,
  PAIRS,
  PASSAGES,
  published,
  SPEAKERS,
  withdrawn,
} from './rows-asked'
import { WEBHOOK_BASES } from './webhook-bases'

/** A request of an operation that would be taken, as far as the rows that are there allow. */
export interface Base {
  /** The account whose row it is, where nobody else may do it. */
  seat?: number
  id?: number
  version?: number
  section?: string
  body?: Json
}

const CHAINS = 'SELECT id, version FROM chains WHERE component_id IS NOT NULL'

/** With a moment when all that a harness has made is there. */
const atThisMoment = (rows: string) =>
  `SELECT id, version, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS section FROM (${rows}) made`

const withClaimVersion: Make = ({ example, row }) => ({ ...example, claimVersion: row.claimVersion })

/** By operation: which row it is about, and what its body is. An operation that is not here has neither. */
const BASES: Record<string, Recipe> = {
  addSpeaker: {
    body: ({ example, chance }) => ({
      ...example,
      name: named(chance, 'Maria'),
      aliases: [named(chance, 'Masha')],
      lookalike: true,
      another: true,
    }),
  },
  readSpeaker: { rows: SPEAKERS },
  readRecordOfSpeaker: { rows: SPEAKERS },
  readHistoryOfSpeaker: { rows: SPEAKERS },
  addSpeakerOfOutlet: { rows: 'SELECT id, 1 AS version FROM outlets' },
  suggestStatements: { rows: 'SELECT id, version FROM articles WHERE withdrawn_reason IS NULL' },
  readSnapshot: { rows: 'SELECT id, 1 AS version FROM kept_exports WHERE is_snapshot' },
  cancelSnapshot: { rows: "SELECT id, 1 AS version FROM kept_exports WHERE is_snapshot AND state = 'waiting'" },
  withdrawSnapshot: {
    rows: "SELECT id, 1 AS version FROM kept_exports WHERE is_snapshot AND state = 'ready'",
    body: asDrawn,
  },
  eraseCorrectionSender: { rows: 'SELECT id, version FROM corrections' },
  changeSpeaker: {
    rows: SPEAKERS,
    body: ({ example, chance }) => ({
      ...example,
      aliases: [named(chance, 'Mike')],
      description: 'Of the ministry',
      lookalike: true,
      another: true,
    }),
  },
  mergeSpeaker: { rows: SPEAKERS, body: async ({ other }) => ({ into: await other(SPEAKERS) }) },
  unmergeSpeaker: { rows: 'SELECT id, version FROM speakers WHERE merged_into_id IS NOT NULL' },

  recordStatement: {
    rows: PASSAGES,
    body: ({ example, row, chance }) => ({
      ...example,
      article: row.id,
      content: [{ exact: row.words }],
      source: null,
      cue: null,
      inZone: true,
      hops: chance.oneIn(2)
        ? []
        : [
            {
              speaker: { name: named(chance, 'Agency'), kind: 'organisation' },
              medium: 'news_agency',
              saidOn: null,
              saidOnWords: null,
            },
          ],
      speakers: [{ name: named(chance, 'Minister'), kind: 'person', lookalike: true, another: true, role: null }],
    }),
  },
  readStatement: { rows: published('statements') },
  changeStatement: {
    rows: published('statements'),
    body: ({ chance }) => ({
      content: [{ start: 50 + chance.below(50), end: 120 }],
      source: null,
      cue: null,
      inZone: true,
      wording: 'direct',
    }),
  },
  splitOffStatement: {
    rows: `${published('statements')} AND claim_id IN (SELECT claim_id FROM statements WHERE state = 'published' GROUP BY 1 HAVING count(*) > 1)`,
    body: () => ({ links: [] }),
  },
  withdrawStatement: { rows: published('statements'), body: asDrawn },
  restoreStatement: { rows: withdrawn('statements') },

  readClaim: { rows: CLAIMS },
  readClaimAsOf: { rows: atThisMoment(CLAIMS) },
  readHistoryOfClaim: { rows: CLAIMS },
  changeClaim: {
    rows: CLAIMS,
    body: ({ example }) => ({ ...example, summary: 'They left.', medium: 'tweet', stance: 'asserts' }),
  },
  withdrawClaim: { rows: CLAIMS, body: asDrawn },
  restoreClaim: { rows: `${withdrawn('claims')} AND joined_into_id IS NULL` },
  joinClaims: { rows: PAIRS, body: ({ row }) => ({ into: row.into }) },
  takeClaimsApart: { rows: joined },
  tellClaimsApart: { body: async ({ other }) => ({ claims: [await other(CLAIMS), await other(CLAIMS)] }) },
  takeDistinctionBack: { rows: 'SELECT id, 1 AS version FROM claim_distinctions WHERE taken_back_at IS NULL' },
  findClaimRight: { rows: CLAIMS, section: ['undated', 'described', 'unnamed'] },
  takeLookBack: {
    rows: 'SELECT claim_id AS id, 1 AS version, lack AS section FROM claim_looks',
  },
  listClaimComments: { rows: CLAIMS },
  commentOnClaim: { rows: CLAIMS, body: asDrawn },
  addReply: { rows: CLAIMS, body: ({ example }) => ({ ...example, url: 'https://daily.example/reply' }) },
  takeBackClaim: { rows: CLAIMS },

  linkClaims: {
    body: async ({ example, other, chance }) => ({
      ...example,
      relation: chance.oneOf(['contradicts', 'denies', 'corrects', 'corroborates', 'repeats', 'relays']),
      from: await other(CLAIMS),
      to: await other(CLAIMS),
    }),
  },
  readLink: { rows: published('links') },
  readHistoryOfLink: { rows: published('links') },
  changeLink: { rows: published('links'), body: asDrawn },
  withdrawLink: { rows: published('links'), body: asDrawn },
  restoreLink: { rows: withdrawn('links') },
  listLinkComments: { rows: published('links') },
  commentOnLink: { rows: published('links'), body: asDrawn },
  takeBackLink: { rows: published('links') },

  readChain: { rows: CHAINS },
  readChainAsOf: { rows: atThisMoment(CHAINS) },
  readHistoryOfChain: { rows: CHAINS },
  readMatrixOfChain: { rows: CHAINS },
  nameChain: { rows: CHAINS, body: asDrawn },
  readOutlet: { rows: 'SELECT id, version FROM outlets' },
  changeOutlet: {
    rows: 'SELECT id, version FROM outlets',
    body: ({ example, chance }) => ({ ...example, name: named(chance, 'The Daily') }),
  },
  changeSettings: {
    rows: 'SELECT id, version FROM desk_settings',
    body: ({ example }) => ({ ...example, name: 'The desk', review: false, languages: ['en', 'es'] }),
  },

  inviteAccount: {
    body: ({ example, chance }) => ({ ...example, email: `${chance.below(1e9).toString(36)}@desk.example` }),
  },
  readAccount: { rows: OTHERS },
  changeAccount: { rows: OTHERS, body: ({ example }) => ({ ...example, name: 'Ann Lee' }) },
  disableAccount: { rows: `${OTHERS} AND disabled_at IS NULL`, body: () => ({}) },
  enableAccount: { rows: `${OTHERS} AND disabled_at IS NOT NULL` },
  makeOneTimeLink: { rows: `${OTHERS} AND disabled_at IS NULL` },

  publishStatement: { rows: DRAFT_STATEMENTS, body: withClaimVersion },
  takeBackStatement: { rows: published('statements') },
  sendStatementBack: { rows: DRAFT_STATEMENTS, body: withClaimVersion },
  publishLink: { rows: drafts('links') },
  sendLinkBack: { rows: drafts('links'), body: asDrawn },
  withdrawComment: {
    rows: 'SELECT id, version, created_by_id AS seat FROM comments WHERE withdrawn_at IS NULL AND created_by_id IS NOT NULL',
  },
  readNotification: {
    rows: "SELECT notifications.id, 1 AS version, account_id AS seat FROM notifications JOIN accounts ON accounts.id = account_id WHERE email ~ '^(ann|bea)@'",
  },

  readReply: { rows: published('replies') },
  changeReply: {
    rows: published('replies'),
    body: ({ example }) => ({
      ...example,
      by: { name: 'A. Reader' },
      words: 'I said nothing of the kind.',
      way: 'letter',
      url: null,
    }),
  },
  publishReply: { rows: drafts('replies') },
  sendReplyBack: { rows: drafts('replies'), body: asDrawn },
  withdrawReply: { rows: published('replies'), body: asDrawn },
  restoreReply: { rows: withdrawn('replies') },

  readCorrection: { rows: 'SELECT id, version FROM corrections' },
  takeCorrection: { rows: "SELECT id, version FROM corrections WHERE state = 'open'" },
  releaseCorrection: { rows: "SELECT id, version FROM corrections WHERE state = 'taken'" },
  closeCorrection: {
    rows: "SELECT id, version FROM corrections WHERE state IN ('open', 'taken')",
    body: ({ example, chance }) =>
      chance.oneIn(2) ? example : { outcome: 'corrected', answer: 'It was wrong.', changeWords: 'The day.' },
  },
  reopenCorrection: {
    rows: "SELECT id, version FROM corrections WHERE state IN ('corrected', 'not_corrected', 'spam')",
  },
  listDeskSection: {
    section: [
      'mine',
      'untagged',
      'half-done',
      'unassigned',
      'drafts',
      'duplicates',
      'undated',
      'untitled',
      'withdrawn',
    ],
  },

  ...ARTICLE_BASES,
  ...WEBHOOK_BASES,
}

/** A base of the operation; null when no row is there that it could be done to. */
export async function baseOf(
  desk: OpenDesk,
  { name, example }: Pick<Operation, 'name' | 'example'>,
  chance: Chance,
): Promise<Base | null> {
  const { rows, section, body = example ? asDrawn : undefined } = BASES[name] ?? {}
  const row = rows === undefined ? { id: 1, version: 1 } : await desk.pick<Row & Json>(chance, rows)
  if (row === null) return null
  const other = async (sql: string) => (await desk.pick(chance, sql))?.id ?? 1
  return {
    id: row.id,
    version: row.version,
    ...('seat' in row ? { seat: row.seat as number } : {}),
    ...(section ? { section: chance.oneOf(section) } : 'section' in row ? { section: row.section as string } : {}),
    ...(body ? { body: structuredClone(await body({ chance, row, example: example ?? {}, other })) } : {}),
  }
}
