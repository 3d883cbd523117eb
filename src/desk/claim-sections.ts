import type { Lack } from '../claims/claim-look.entity'
import { prepared } from '../database/read-pool'
import { cardsByIds } from '../reading/cards.queries'
import { chainInList } from '../reading/chain.pages'
import { CHAINS, type ChainRow } from '../reading/chain.queries'
import { type ClaimCard, claimCard, claimWords } from '../reading/claim-card'
import { words } from '../words/words'
import type { DeskSection, Read } from './desk-section'

async function cards(read: Read, ids: number[]): Promise<ClaimCard[]> {
  return (await read(cardsByIds, [ids])).map(claimCard)
}

/** Claims whose fault is mended where their first report is edited, or that are right so. */
const toEdit =
  (lack: Lack): DeskSection['lines'] =>
  async (read, ids) =>
    (await cards(read, ids)).map((card) => ({
      id: card.id,
      href: card.statementId === null ? `/claims/${card.id}` : `/statements/${card.statementId}/edit`,
      words: claimWords(card),
      language: card.summary ? null : (card.quote?.language ?? null),
      meta: `${card.names} · ${card.date.words} · ${card.medium}`,
      button: {
        name: words.desk.rightSo,
        label: words.desk.rightSoOf(card.id),
        action: `/claims/${card.id}/looks`,
        fields: { lack },
      },
    }))

/** SQL: nobody has said of the claim that it is right so. */
const notFoundRight = (lack: Lack, claim: string) =>
  `NOT EXISTS (SELECT FROM claim_looks WHERE claim_id = ${claim} AND lack = '${lack}')`

/**
 * Looked through for reports that don't name their speaker: a claim that is newer is likelier to be mended, and a count
 * over all claims would read every span.
 */
const NEWEST = 2_000

const NONE = { words: words.desk.thereIsNone, link: null }

/** Claims that lack something. Every claim has a speaker, the database sees to that; but some speakers have no name. */
export const claimSections: DeskSection[] = [
  {
    name: 'undated',
    title: words.desk.undatedTitle,
    what: words.desk.undatedMeans,
    empty: { words: words.desk.undatedEmpty, link: null },
    found: `SELECT id FROM claims WHERE state = 'published' AND said_on IS NULL AND ${notFoundRight('undated', 'claims.id')}`,
    lines: toEdit('undated'),
  },
  {
    name: 'described',
    title: words.desk.describedTitle,
    what: words.desk.describedMeans,
    empty: NONE,
    found: `SELECT id FROM claims WHERE state = 'published' AND id IN (
      SELECT claim_id FROM claim_speakers JOIN speakers ON speakers.id = speaker_id WHERE kind = 'described')
      AND ${notFoundRight('described', 'claims.id')}`,
    lines: toEdit('described'),
  },
  {
    name: 'unnamed',
    title: words.desk.unnamedTitle,
    what: words.desk.unnamedMeans(NEWEST),
    empty: { words: words.desk.unnamedEmpty, link: null },
    found: `SELECT id FROM (
        SELECT id FROM claims WHERE state = 'published' ORDER BY id DESC LIMIT ${NEWEST}
      ) newest
      WHERE NOT EXISTS (
        SELECT FROM statements JOIN spans ON statement_id = statements.id AND part = 'source'
        WHERE statements.claim_id = newest.id AND statements.state = 'published')
        AND ${notFoundRight('unnamed', 'newest.id')}`,
    lines: toEdit('unnamed'),
  },
]

const chainsByIds = prepared<ChainRow>('desk chains', `${CHAINS} WHERE chains.id = ANY($1::integer[])`)

/** Chains that nobody has put into a question. */
export const chainSection: DeskSection = {
  name: 'untitled',
  title: words.desk.untitledTitle,
  what: words.desk.untitledMeans,
  empty: {
    words: words.desk.untitledEmpty,
    link: { name: words.home.allChains, path: '/chains' },
  },
  found: 'SELECT id FROM chains WHERE component_id IS NOT NULL AND title IS NULL',
  async lines(read, ids) {
    return (await read(chainsByIds, [ids])).map(chainInList).map(({ id, title, claims, days }) => ({
      id,
      href: `/chains/${id}`,
      words: title,
      language: null,
      meta: [claims, days].filter(Boolean).join(' · '),
      button: null,
    }))
  },
}
