import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server'
import { migrate } from '../../src/database/migrate'
import { fillCorpus } from '../corpus'

/** A server of its own with so many made-up claims. */
export interface Corpus {
  claims: number
  ownerUrl: string
  appUrl: string
  /** Addresses of one kind of page, the same ones on every machine. */
  pages: Record<Kind, string[]>
  stop(): Promise<void>
}

/** The pages that readers come for. */
export const KINDS = ['chain', 'claim', 'speaker', 'article'] as const
export type Kind = (typeof KINDS)[number]

/** Enough that neither PostgreSQL's buffers nor its plans are warmed by one row. */
const ADDRESSES = 400

/**
 * What is typical of each kind, and alike at every size of a corpus, so that a page of a large one can be compared with one of a
 * small one: a chain of four claims (the mean is 4.3), a claim with one answer, a speaker with more than a page of claims, an article
 * (each has twenty statements). Drawn by a hash of their ids.
 */
const TYPICAL: Record<Kind, string> = {
  chain: `SELECT chains.id, '/chains/' AS folder FROM chains JOIN chain_components component ON component.id = component_id
          WHERE size = 4`,
  claim: `SELECT claim_id AS id, '/claims/' AS folder FROM (
            SELECT from_claim_id AS claim_id FROM links UNION ALL SELECT to_claim_id FROM links
          ) ends GROUP BY claim_id HAVING count(*) = 1`,
  speaker: `SELECT speaker_id AS id, '/speakers/' AS folder FROM claim_speakers
            GROUP BY speaker_id HAVING count(*) BETWEEN 31 AND 300`,
  article: `SELECT id, '/articles/' AS folder FROM articles`,
}

export async function corpusOf(claims: number): Promise<Corpus> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gainsay-bench-'))
  const server = await startEmbeddedServer({ dir, ephemeral: true })
  try {
    await migrate(server.ownerUrl, server.appUrl)
    const owner = new Client({ connectionString: server.ownerUrl })
    await owner.connect()
    try {
      await fillCorpus(owner, claims)
      const pages = {} as Corpus['pages']
      for (const kind of KINDS) pages[kind] = await addressesOf(owner, kind)
      return { claims, ownerUrl: server.ownerUrl, appUrl: server.appUrl, pages, stop: () => server.stop() }
    } finally {
      await owner.end()
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function addressesOf(owner: Client, kind: Kind): Promise<string[]> {
  const { rows } = await owner.query<{ address: string }>(
    `SELECT folder || id AS address FROM (${TYPICAL[kind]}) typical ORDER BY hashint4extended(id, 70), id LIMIT ${ADDRESSES}`,
  )
  if (rows.length === 0) throw new Error(`The corpus has no typical ${kind}.`)
  return rows.map(({ address }) => address)
}
