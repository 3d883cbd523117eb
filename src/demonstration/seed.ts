import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { importArticle } from '../articles/articles.commands'
import { placeZone } from '../articles/place-zones'
import { nameChain } from '../chains/chains.commands'
import { type NewStatement, recordStatement } from '../claims/statements.commands'
import { markZones } from '../claims/zones.commands'
import { linkClaims } from '../links/links.commands'
import { addSpeaker } from '../speakers/speakers.commands'
import { rootFolder } from '../web/views'
import { type Corpus, readCorpus } from './corpus'

export interface Seeded {
  articles: number
  statements: number
  links: number
}

/** Loads the demonstration corpus into a database without articles; null if there are some. */
export async function seedOnce(db: EntityManager): Promise<Seeded | null> {
  const rows: { some: boolean }[] = await db.query('SELECT EXISTS (SELECT FROM articles) AS some')
  return rows[0]?.some ? null : seed(db, readCorpus(path.join(rootFolder(), 'seeds')))
}

/** Loads a corpus through the same commands that editors' forms use, all or nothing. */
export function seed(db: EntityManager, corpus: Corpus): Promise<Seeded> {
  return db.transaction(async (db) => {
    const speakers = new Map<string, number>()
    for (const { wikidata, ...speaker } of corpus.speakers) {
      speakers.set(speaker.name, await addSpeaker(db, null, { ...speaker, wikidataId: wikidata }))
    }
    const claims = new Map<string, number>()
    let statements = 0
    for (const article of corpus.articles) {
      const imported = await importArticle(db, null, article)
      const articleId = must(imported, article.headline, 'articleId')
      await markZonesOf(db, articleId, article)
      for (const statement of article.statements) {
        const claim = 'reports' in statement ? { id: known(claims, statement.reports) } : claimOf(statement, speakers)
        const recorded = await recordStatement(db, null, {
          ...spansOf(statement),
          articleId,
          wording: statement.wording,
          claim,
        })
        claims.set(statement.key, must(recorded, statement.key, 'claimId'))
        statements += 1
      }
    }
    for (const { from, to, relation, reason } of corpus.links) {
      const linked = await linkClaims(db, null, { from: known(claims, from), to: known(claims, to), relation, reason })
      must(linked, `${from} ${relation} ${to}`, 'linkId')
    }
    for (const chain of corpus.chains) await nameChainOf(db, known(claims, chain.contains), chain.title)
    return { articles: corpus.articles.length, statements, links: corpus.links.length }
  })
}

type SeedStatement = Corpus['articles'][number]['statements'][number]

const words = (exact: string | null) => (exact === null ? null : { exact })

function spansOf({ content, source, cue }: SeedStatement) {
  return { content: content.map((exact) => ({ exact })), source: words(source), cue: words(cue) }
}

function claimOf(
  statement: Exclude<SeedStatement, { reports: string }>,
  speakers: Map<string, number>,
): NewStatement['claim'] {
  const { saidOn, saidOnBasis, saidOnWords, medium, stance, summary } = statement
  const ids = statement.speakers.map((name) => ({ id: known(speakers, name) }))
  return { speakers: ids, saidOn, saidOnBasis, saidOnWords, medium, stance, summary }
}

async function nameChainOf(db: EntityManager, claimId: number, title: string) {
  const rows: { id: number; version: number }[] = await db.query(
    'SELECT chains.id, version FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
    [claimId],
  )
  const chain = rows[0]
  if (!chain) throw new Error(`seeds/chains.json: “${title}” has no chain`)
  await nameChain(db, null, chain.id, chain.version, title)
}

function known(ids: Map<string, number>, key: string): number {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`seeds/: “${key}” is not there, or comes later`)
  return id
}

/** The id an outcome brought, or an error that says what is wrong with the corpus. */
function must<Key extends string>(outcome: object, what: string, key: Key): number {
  if (key in outcome) return (outcome as Record<Key, number>)[key]
  throw new Error(`seeds/: ${what}: ${JSON.stringify(outcome)}`)
}

async function markZonesOf(db: EntityManager, articleId: number, { raw, zones }: Corpus['articles'][number]) {
  if (zones.length === 0) return
  const placed = zones.map(({ kind, ...words }) => {
    const zone = placeZone(raw.toString('utf8'), words)
    if ('problems' in zone) throw new Error(`seeds/: ${words.first}: ${JSON.stringify(zone.problems)}`)
    return { kind, ...zone.place }
  })
  must(await markZones(db, null, articleId, 1, placed), 'zones', 'version')
}
