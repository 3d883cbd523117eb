import { DataSource, type EntityManager } from 'typeorm'
import { insertAccount } from '../../../src/accounts/accounts.commands'
import type { Role } from '../../../src/accounts/role'
import { dataSourceOptions } from '../../../src/database/data-source'
import { entities } from '../../../src/entities'
import { type Asker, newSession } from '../authorisation/askers'
import { type Desk, deskOf, type Said, type Saying } from '../authorisation/desk'
import { type Served, serveDatabase } from '../authorisation/site'
import { type Mistake, writeBySave } from './by-save'
import { Gate } from './gate'
import { type WritesAtOnce, writesAtOnce } from './writes-at-once'

/** A site with people to race on it, and the means to make them meet. */
export interface Ground {
  site: Served
  /** As the role that owns the tables, which commands may be given by. */
  owner: EntityManager
  desk: Desk
  gate: Gate
  writes: WritesAtOnce
  /** As many as ever run at once. */
  editors: Asker[]
  reviewers: Asker[]
  admins: Asker[]
  /** A claim nobody has touched, with one statement in an article of its own, by a speaker of its own unless one is named. */
  claim(saying?: Saying & { speaker?: string; editor?: Desk }): Promise<Said & { articleId: number; speaker: string }>
  row(table: string, id: number): Promise<Row>
  /** How often history tells of a row. */
  told(kind: string, id: number): Promise<number>
  count(sql: string, values: unknown[]): Promise<number>
  /** What rounds of a kind of race share, made by the first. */
  kept<Thing>(name: string, make: () => Promise<Thing>): Promise<Thing>
  close(): Promise<void>
}

/** A row with what races look at. */
export interface Row {
  id: number
  version: number
  state: string
  summary: string | null
  title: string | null
  headline: string
  name: string
  description: string | null
  claim_id: number
  joined_into_id: number | null
  merged_into_id: number | null
  withdrawn_reason: string | null
}

const MOST_EDITORS = 8

/** A database by its two roles. */
export interface Urls {
  appUrl: string
  ownerUrl: string
}

/** Serves an empty, migrated database, in this process. */
export async function groundOn(
  { appUrl, ownerUrl }: Urls,
  mistake: Mistake | null = null,
): Promise<Ground & { written(): number }> {
  const site = await serveDatabase(appUrl)
  const { db } = site
  const written = mistake === null ? () => 0 : writeBySave(site.context.database.orm, mistake)
  const ownerOrm = await new DataSource(dataSourceOptions(ownerUrl, entities)).initialize()
  const writes = writesAtOnce([site.context.database.orm, ownerOrm])
  const gate = await Gate.at(appUrl)
  let people = 0
  const person = async (role: Role): Promise<Asker> => {
    people += 1
    const added = await insertAccount(db, { email: `racer${people}@desk.example`, name: `Racer ${people}`, role }, null)
    if ('problem' in added) throw new Error(added.problem)
    return { name: `Racer ${people}`, role, accountId: added.id, headers: { Cookie: await newSession(site, added.id) } }
  }
  const peopleOf = async (role: Role, count: number) => {
    const made: Asker[] = []
    for (let place = 0; place < count; place += 1) made.push(await person(role))
    return made
  }
  const editors = await peopleOf('editor', MOST_EDITORS)
  const reviewers = await peopleOf('reviewer', 2)
  const admins = await peopleOf('admin', 2)
  const founder = await person('editor')
  const desk = deskOf(site, { id: founder.accountId as number })
  let claims = 0
  const kept = new Map<string, Promise<unknown>>()
  return {
    kept<Thing>(name: string, make: () => Promise<Thing>) {
      if (!kept.has(name)) kept.set(name, make())
      return kept.get(name) as Promise<Thing>
    },
    site,
    owner: ownerOrm.manager,
    desk,
    gate,
    writes,
    editors,
    reviewers,
    admins,
    written,
    async claim({ speaker, editor = desk, ...saying } = {}) {
      claims += 1
      const by = speaker ?? `Speaker ${claims}`
      const articleId = await editor.article([`${by} said on Monday that bridge ${claims} is safe.`])
      const said = await editor.says(articleId, by, `bridge ${claims} is safe`, saying)
      return { ...said, articleId, speaker: by }
    },
    row: async (table, id) => (await db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0],
    told: async (kind, id) => {
      const sql = 'SELECT count(*) AS count FROM history WHERE subject_kind = $1 AND subject_id = $2'
      return (await db.query(sql, [kind, id]))[0].count
    },
    count: async (sql, values) => (await db.query(sql, values))[0].count,
    async close() {
      await gate.close()
      await ownerOrm.destroy()
      await site.close()
    },
  }
}
