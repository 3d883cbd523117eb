import { setTimeout as sleep } from 'node:timers/promises'
import { addAccount, addToken } from '../../../src/accounts/accounts.commands'
import { connect } from '../../../src/database/database'
import { migrate } from '../../../src/database/migrate'
import { seedOnce } from '../../../src/demonstration/seed'
import { entities } from '../../../src/entities'
import type { OwnPostgres } from './own-postgres'
import { type Answer, ask, type ServedApp, send, servedApp } from './served-app'

/** A served Gainsay with the demonstration corpus, somebody of the desk, and the pages readers come for. */
export interface Site {
  postgres: OwnPostgres
  app: ServedApp
  editor: Editor
  /** The session of somebody who signed in. */
  cookie: string
  /** Addresses of readers' pages, one of each kind. */
  pages: string[]
  /** A claim that the harness changes and locks. */
  claimId: number
}

export interface Editor {
  email: string
  password: string
  token: string
}

/** What is asked for: the rows that the harness works on. */
export interface Corpus {
  editor: Editor
  pages: string[]
  claimId: number
}

/** Fills an empty database: tables, the demonstration corpus, an editor. */
export async function fill({ ownerUrl, appUrl }: OwnPostgres): Promise<Corpus> {
  await migrate(ownerUrl, appUrl)
  const database = await connect(appUrl, entities)
  try {
    const { db } = database
    await seedOnce(db)
    const email = 'editor@desk.example'
    const added = await addAccount(db, { email, name: 'An Editor', role: 'editor' })
    if ('problem' in added) throw new Error(added.problem)
    const editor = { email, password: added.password, token: await addToken(db, added.id) }
    const [{ chain, claim, article, speaker }] = await db.query(`
      SELECT min(chains.id) AS chain, min(from_claim_id) AS claim, min(articles.id) AS article, min(speaker_id) AS speaker
      FROM chains, links, articles, claim_speakers`)
    const pages = ['/', `/chains/${chain}`, `/claims/${claim}`, `/articles/${article}`, `/speakers/${speaker}`]
    return { editor, claimId: claim, pages: [...pages, '/search?q=Russia'] }
  } finally {
    await database.close()
  }
}

/** Serves what `fill` made, and signs the editor in. */
export async function siteOn(
  postgres: OwnPostgres,
  corpus: Corpus,
  options: Parameters<typeof servedApp>[1] = {},
): Promise<Site> {
  const app = await servedApp(postgres, options)
  return { postgres, app, ...corpus, cookie: await signIn(app.url, corpus.editor) }
}

async function signIn(url: string, { email, password }: Editor): Promise<string> {
  const answer = await send(`${url}/signin`, { email, password, next: '/' })
  if (answer.status !== 303 || !answer.cookie) throw new Error(`Not signed in: ${answer.status} ${answer.body}`)
  return answer.cookie
}

/** Whether signing in works now. */
export const trySigningIn = ({ app, editor: { email, password } }: Site): Promise<Answer> =>
  send(`${app.url}/signin`, { email, password, next: '/' })

export async function versionOfClaim({ postgres, claimId }: Site): Promise<number> {
  const [row] = await postgres.sql<{ version: number }>('SELECT version FROM claims WHERE id = $1', [claimId])
  return row?.version ?? 0
}

/** A change over the API that waits for the row of the claim. */
export const patchClaim = ({ app, editor, claimId }: Site, version: number, summary: string): Promise<Answer> =>
  ask(`${app.url}/api/v1/claims/${claimId}`, {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${editor.token}`,
      'Content-Type': 'application/json',
      'If-Match': `"${version}"`,
      'Idempotency-Key': crypto.randomUUID(),
    },
    body: JSON.stringify({ summary }),
  })

/** Changes of one claim from one version that wait for a row which another session has locked, until they are let go. */
export async function stuckWrites(
  site: Site,
  many: number,
): Promise<{ stuck: Promise<Answer[]>; letGo(): Promise<void> }> {
  const version = await versionOfClaim(site)
  const holder = await site.postgres.owner()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM claims WHERE id = $1 FOR UPDATE', [site.claimId])
  const stuck = Promise.all(Array.from({ length: many }, (_, number) => patchClaim(site, version, `Stuck ${number}`)))
  await waitFor(site, Math.min(many, WRITE_CONNECTIONS), `wait_event_type = 'Lock'`)
  return {
    stuck,
    async letGo() {
      await holder.query('ROLLBACK')
      await holder.end()
    },
  }
}

/** Of the product's pool for writes. */
const WRITE_CONNECTIONS = 20

/** The product's connections to this database; another may be on the same server. */
export const OURS = `pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'gainsay%'`

/** Waits until so many of the product's statements are as asked for. */
export async function waitFor({ postgres }: Site, many: number, condition: string): Promise<void> {
  for (let tried = 0; tried < 400; tried += 1) {
    const [row] = await postgres.sql<{ many: number }>(`SELECT count(*)::integer AS many FROM ${OURS} AND ${condition}`)
    if ((row?.many ?? 0) >= many) return
    await sleep(20)
  }
  throw new Error(`Never were there ${many} with ${condition}.`)
}

/** A new row of everybody's kind, over the API: a speaker, with its row of history in the same transaction. */
export const addSpeaker = ({ app, editor }: Site, name: string): Promise<Answer> =>
  ask(`${app.url}/api/v1/speakers`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${editor.token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
    },
    body: JSON.stringify({ name, kind: 'person' }),
  })

/** The same by the form of a page. */
export const addSpeakerByForm = ({ app, cookie }: Site, name: string): Promise<Answer> =>
  send(`${app.url}/speakers`, { name, kind: 'person', aliases: '', wikidataId: '' }, cookie)
