import { createHmac, randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { Account } from '../../../src/accounts/account.entity'
import { addAccount, addToken } from '../../../src/accounts/accounts.commands'
import { recordStatement } from '../../../src/claims/statements.commands'
import { askForCorrection } from '../../../src/corrections/ask.commands'
import { addReply } from '../../../src/corrections/replies.commands'
import { connect } from '../../../src/database/database'
import { seedOnce } from '../../../src/demonstration/seed'
import { entities } from '../../../src/entities'
import { keepCapture } from '../../../src/importing/captures.commands'
import { beginJob } from '../../../src/importing/import-jobs.commands'
import { linkClaims } from '../../../src/links/links.commands'
import { watchedChain } from '../../../src/webhooks/watched'
import { addWebhook, askForTry } from '../../../src/webhooks/webhooks.commands'
import { newDatabase, type TestDatabase } from '../../../test/support/database'
import { newClaim } from '../../../test/support/new-claim'
import { noteEveryRow } from './noted-rows'

/** Somebody who sends requests: by token to the API, by session to pages. */
export interface Seat {
  id: number
  token: string
  /** The cookie's value, name and all. */
  cookie: string
  sid: string
  password: string
}

/** A database with a bit of everything in it, which others are copied from, and who is at work there. */
export interface PreparedDesk {
  database: TestDatabase
  /** Two admins: nobody publishes what they wrote themselves. */
  seats: [Seat, Seat]
  /** What sessions are signed with. */
  secret: string
}

const SECRET = 'only for the harness, and long enough'

/** The demonstration corpus, with drafts, corrections, replies, comments and accounts beside it. */
export async function prepareDesk(): Promise<PreparedDesk> {
  const database = await newDatabase()
  const { db, close } = await connect(database.appUrl, entities)
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  let seats: [Seat, Seat]
  try {
    await seedOnce(db)
    const seat = async (name: string): Promise<Seat> => {
      const added = await addAccount(db, { email: `${name}@desk.example`, name, role: 'admin' })
      if ('problem' in added) throw new Error(added.problem)
      const sid = randomBytes(16).toString('hex')
      await addSession(owner, sid, added.id)
      const token = await addToken(db, added.id)
      const cookie = `gainsay=${encodeURIComponent(signed(sid, SECRET))}`
      return { ...added, sid, token, cookie }
    }
    seats = [await seat('ann'), await seat('bea')]
    // Written down once a day: today it is.
    await owner.query(`UPDATE api_tokens SET last_used_on = (now() AT TIME ZONE 'UTC')::date`)
    for (const [place, role] of (['reader', 'editor', 'editor', 'reviewer', 'admin'] as const).entries()) {
      const added = await addAccount(db, { email: `${role}${place}@desk.example`, name: `The ${role}`, role })
      if ('problem' in added) throw new Error(added.problem)
      for (const label of ['one', 'other']) await addToken(db, added.id, { label })
      await addSession(owner, randomBytes(16).toString('hex'), added.id)
      await addSession(owner, randomBytes(16).toString('hex'), added.id)
    }
    for (const { id } of seats) await addSession(owner, randomBytes(16).toString('hex'), id)
    await addDrafts(db, owner, seats)
    await addLetters(db)
    await addImports(db, seats)
    await addWebhooks(db, seats)
    await noteEveryRow(owner)
  } finally {
    await owner.end()
    await close()
  }
  return { database, seats, secret: SECRET }
}

type Db = Awaited<ReturnType<typeof connect>>['db']

/** Of both seats an import of many, and a text that waits for its editor. */
async function addImports(db: Db, seats: [Seat, Seat]) {
  const text = 'Ferry back\n\nThe ferry will sail in June, she said.\n\nSign up for our free weekly newsletter.\n'
  const zone = {
    kind: 'appeal' as const,
    start: text.indexOf('Sign'),
    end: text.length - 1,
    reason: 'It asks the reader.',
  }
  for (const { id } of seats) {
    const sent = { bytes: Buffer.from(text), mediaType: 'text/plain', fileName: 'ferry.txt', url: null }
    const read = { text, metadata: {}, zones: [zone], extractor: 'plain text' }
    await keepCapture(db, id, { name: 'ferry.txt', given: {}, sent }, read)
    const items = [{ name: 'picture.png', given: {}, problem: 'This is a picture.' }]
    await beginJob(db, id, { name: 'ferries.zip', defaults: {}, acceptsZones: false }, items)
  }
}

/** Of both seats three webhooks, each with a try that waits. */
async function addWebhooks(db: Db, seats: [Seat, Seat]) {
  const parts = { sender: { refusalOf: () => null }, secret: SECRET }
  const address = 'https://receiver.example.org/gainsay'
  for (const { id } of [...seats, ...seats, ...seats]) {
    const added = await addWebhook(db, { id }, { address, watched: watchedChain(1) }, parts)
    if ('problems' in added) throw new Error(JSON.stringify(added.problems))
    await askForTry(db, { id }, added.webhookId)
  }
}

/** Drafts of both seats: statements, links between published claims, replies. */
async function addDrafts(db: Db, owner: Client, seats: [Seat, Seat]) {
  await owner.query('UPDATE desk_settings SET review = true')
  const articles: { id: number; text: string }[] = await db.query(
    `SELECT articles.id, text FROM articles JOIN revisions ON article_id = articles.id ORDER BY articles.id LIMIT 4`,
  )
  const claims: { id: number }[] = await db.query("SELECT id FROM claims WHERE state = 'published' ORDER BY id")
  for (const [place, article] of articles.entries()) {
    const account = { id: seats[place % 2]?.id } as Account
    const recorded = await recordStatement(db, account, {
      articleId: article.id,
      content: [{ start: 5, end: 45 }],
      wording: 'direct',
      inZone: true,
      claim: newClaim({ speakers: [{ name: `Draft speaker ${place}`, kind: 'person' }] }),
    })
    if ('problems' in recorded) throw new Error(JSON.stringify(recorded.problems))
    const [from = 0, to = 0] = [claims[place]?.id, claims.at(-1 - place)?.id]
    await linkClaims(db, account, { from, to, relation: 'corroborates', reason: null })
    const reply = { by: { name: 'A. Reader' }, words: `No ${place}.`, repliedOn: '2019-06-05', way: 'form' } as const
    await addReply(db, account, from, { ...reply, url: null, correctionId: null })
  }
  await owner.query('UPDATE desk_settings SET review = false')
}

/** What readers have sent. */
async function addLetters(db: Db) {
  const claims: { id: number }[] = await db.query(
    "SELECT id FROM claims WHERE state = 'published' ORDER BY id LIMIT 12",
  )
  for (const [place, { id }] of claims.entries()) {
    await askForCorrection(db, {
      claimId: id,
      kind: place % 2 ? 'right_of_reply' : 'wrong_words',
      linkId: null,
      words: `It was otherwise, ${place}.`,
      sourceUrl: null,
      name: 'A Reader',
      email: 'reader@daily.example',
      token: String(place).padStart(43, '0'),
    })
  }
}

/** A session's id as its cookie carries it. */
const signed = (sid: string, secret: string) =>
  `s:${sid}.${createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '')}`

export async function addSession(owner: Client, sid: string, accountId: number): Promise<void> {
  const sess = { cookie: { originalMaxAge: 43_200_000, path: '/' }, accountId }
  await owner.query(
    `INSERT INTO sessions (sid, sess, expire) VALUES ($1, $2, now() + interval '12 hours')
     ON CONFLICT (sid) DO UPDATE SET sess = excluded.sess, expire = excluded.expire`,
    [sid, JSON.stringify(sess)],
  )
}
