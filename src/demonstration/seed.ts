import path from 'node:path'
import type { EntityManager } from 'typeorm'
import { importArticle } from '../articles/articles.commands'
import { placeZone } from '../articles/place-zones'
import { nameChain } from '../chains/chains.commands'
import type { NewHop } from '../claims/hops.commands'
import { type NewStatement, recordStatement } from '../claims/statements.commands'
import { markZones } from '../claims/zones.commands'
import { linkClaims } from '../links/links.commands'
import { rootFolder } from '../root-folder'
import type { SpeakerReference } from '../speakers/resolve-speaker.commands'
import { addSpeaker } from '../speakers/speakers.commands'
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
    const speakers = await addSpeakers(db, corpus)
    const claims = new Map<string, number>()
    let statements = 0
    for (const article of corpus.articles) {
      // Its zones are told by their words, and marked when these are found.
      const imported = await importArticle(db, null, { ...article, zones: [] })
      const articleId = must(imported, article.headline, 'articleId')
      await markZonesOf(db, articleId, article)
      for (const statement of article.statements) {
        const claim = 'reports' in statement ? { id: known(claims, statement.reports) } : claimOf(statement, speakers)
        const recorded = await recordStatement(db, null, {
          ...spansOf(statement),
          articleId,
          wording: statement.wording,
          hops: hopsOf(statement, speakers),
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

/** What the corpus calls a speaker, as a claim names them. */
type SeededSpeakers = Map<string, Extract<SpeakerReference, { id: number }>>

async function addSpeakers(db: EntityManager, { speakers }: Corpus): Promise<SeededSpeakers> {
  const added: SeededSpeakers = new Map()
  const speaksFor = (speaker: Corpus['speakers'][number]) => speaker.roles.some((role) => role.speaksFor !== null)
  // Whom somebody speaks for has to be there first.
  for (const speaker of [...speakers.filter((each) => !speaksFor(each)), ...speakers.filter(speaksFor)]) {
    const { wikidata, roles, ...given } = speaker
    const id = await addSpeaker(db, null, {
      ...given,
      wikidataId: wikidata,
      roles: roles.map(({ title, since, until, speaksFor }) => ({
        ...{ title, since, until },
        speaksForId: speaksFor === null ? null : known(added, speaksFor).id,
      })),
    })
    const role = roles.find((role) => role.inAllStatements)
    added.set(speaker.name, { id, role: role ? { title: role.title } : null })
  }
  return added
}

type SeedStatement = Corpus['articles'][number]['statements'][number]

const words = (exact: string | null) => (exact === null ? null : { exact })

function spansOf({ content, source, cue }: SeedStatement) {
  return { content: content.map((exact) => ({ exact })), source: words(source), cue: words(cue) }
}

function hopsOf({ hops = [] }: SeedStatement, speakers: SeededSpeakers): NewHop[] {
  const date = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  return hops.map(({ speaker, source, cue, medium, wording }) => {
    const { id } = known(speakers, speaker)
    return { speaker: { id }, source: words(source), cue: words(cue), medium, wording, ...date }
  })
}

function claimOf(
  statement: Exclude<SeedStatement, { reports: string }>,
  speakers: SeededSpeakers,
): NewStatement['claim'] {
  const { saidOn, saidOnBasis, saidOnWords, medium, stance, summary } = statement
  const said = statement.speakers.map((name) => known(speakers, name))
  return { speakers: said, saidOn, saidOnBasis, saidOnWords, medium, stance, summary }
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

function known<Value>(values: Map<string, Value>, key: string): Value {
  const value = values.get(key)
  if (value === undefined) throw new Error(`seeds/: “${key}” is not there, or comes later`)
  return value
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
