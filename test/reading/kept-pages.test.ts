import { get, type IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Express } from 'express'
import { Client } from 'pg'
import { createApp } from '../../src/app'
import { connect, type Database } from '../../src/database/database'
import { entities } from '../../src/entities'
import { CurrentSettings } from '../../src/settings/settings.queries'
import { type ApiClient, apiClient, gainsaidTweet } from '../api/api-client'
import { adminAt } from '../support/accounts'
import request from '../support/request'
import { newSite, type Site } from '../support/site'
import { statementsSent } from '../support/statements-sent'
import { changesBySql, signedIn } from '../support/world'

/** The desk's own process, and another one beside it on the same database. */
let site: Site
let beside: Express
let besides: Database
let api: ApiClient
let made: Awaited<ReturnType<typeof gainsaidTweet>>
let paths: { claim: string; article: string; chain: string; speaker: string }
let owner: Client

beforeAll(async () => {
  site = await newSite()
  changesBySql(site)
  api = await apiClient(site)
  made = await gainsaidTweet(api)
  const [{ chain, speaker }] = await site.db.query(
    'SELECT (SELECT id FROM chains) AS chain, (SELECT speaker_id FROM claim_speakers WHERE claim_id = $1) AS speaker',
    [made.tweet.claimId],
  )
  paths = {
    claim: `/claims/${made.tweet.claimId}`,
    article: `/articles/${made.article.id}`,
    chain: `/chains/${chain}`,
    speaker: `/speakers/${speaker}`,
  }
  besides = await connect(site.appUrl, entities)
  beside = createApp({ ...site.context, database: besides, settings: new CurrentSettings(besides.pages) })
  owner = new Client({ connectionString: site.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await besides.close()
  await site.close()
})

const KEPT = ['state of the database']

const page = (path: string, app = site.app) => request(app).get(path).set('Accept-Encoding', 'identity')

/** A page, and what was asked of the database for it. */
async function asked(path: string, app = site.app) {
  const { result, sent } = await statementsSent(async () => await page(path, app))
  return { text: result.text, headers: result.headers, sent: sent.map(({ name }) => name) }
}

/**
 * Until something is so. A server's state is that of all its databases, and others write into theirs while these tests run:
 * then a page is made again, as it has to be.
 */
async function eventually(isSo: () => Promise<void>) {
  for (let tried = 0; tried < 100; tried += 1) {
    try {
      return await isSo()
    } catch {
      // made again, for once
    }
  }
  await isSo()
}

/** Asks until each process sends them as it made them. */
async function keep(...kept: string[]) {
  for (const path of kept) {
    for (const app of [site.app, beside]) {
      await eventually(async () => expect((await asked(path, app)).sent).toEqual(KEPT))
    }
  }
}

describe('while nothing is written', () => {
  test('a page that is asked for again is sent as it was made, after one question for the state of the database', async () => {
    const before = await page(paths.claim).expect(200)
    await eventually(async () => {
      const again = await asked(paths.claim)
      expect(again.sent).toEqual(KEPT)
      expect(again.text).toBe(before.text)
      expect({ ...again.headers, date: null }).toEqual({ ...before.headers, date: null })
    })
  })

  test('search engines are told of it what they were told when it was made', async () => {
    const narrowed = `${paths.speaker}?stance=denies`
    const before = await page(narrowed).expect(200)
    expect(before.headers['x-robots-tag']).toBe('noindex, follow')
    await eventually(async () => {
      const again = await asked(narrowed)
      expect(again.sent).toEqual(KEPT)
      expect(again.headers['x-robots-tag']).toBe('noindex, follow')
    })
  })

  test('one bad address throws away neither pages nor the connection that they were read on', async () => {
    await keep(paths.claim)
    await page('/search?from=0000-01-01').expect(422)
    await page(`${paths.chain}?after=2019-02-30.1`).expect(404)
    // What only the database can refuse: a number that no column holds.
    const { life } = site.context.database.pages
    await expect(site.context.database.pages.row({ name: '', text: 'SELECT 1 / 0' })).rejects.toThrow('zero')
    await page('/speakers').expect(200)
    expect(site.context.database.pages.life).toBe(life)
    await eventually(async () => expect((await asked(paths.claim)).sent).toEqual(KEPT))
  })

  test('whoever has it is told that it is the same, by each process, and HEAD is told of what GET is sent', async () => {
    const { etag, 'content-length': length } = (await page(paths.chain)).headers
    await keep(paths.chain)
    for (const app of [site.app, beside]) {
      await page(paths.chain, app).set('If-None-Match', String(etag)).expect(304)
      await page(paths.chain, app).set('If-None-Match', '"another"').expect(200)
      const head = await request(app).head(paths.chain).set('Accept-Encoding', 'identity').expect(200)
      expect(head.headers).toMatchObject({ etag, 'content-length': length })
      // Parts of pages were never sent; a whole one is what RFC 9110 has for that.
      await page(paths.chain, app).set('Range', 'bytes=0-9').expect(200)
    }
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('whoever takes %s is sent it in that', async (coding, unpacked) => {
    await keep(paths.article)
    const plain = await page(paths.article)
    await eventually(async () => {
      const { headers, bytes } = await rawly(paths.article, `${coding}, other;q=0.5`)
      // With a length only a page that was kept is sent so: else it is compressed on its way.
      expect(headers).toMatchObject({ 'content-encoding': coding, 'content-length': String(bytes.length) })
      expect(headers.etag).toBe(plain.headers.etag)
      expect(headers.vary).toContain('Accept-Encoding')
      expect(unpacked(bytes).toString()).toBe(plain.text)
    })
    expect((await rawly(paths.article, `${coding};q=0, identity`)).headers['content-encoding']).toBeUndefined()
  })

  test('of several who ask for it at once, it is made for the first', async () => {
    let time = 0
    await eventually(async () => {
      time += 1
      const path = `${paths.chain}?time=${time}`
      const { result, sent } = await statementsSent(() =>
        Promise.all(Array.from({ length: 8 }, async () => await page(path))),
      )
      expect(new Set(result.map(({ text }) => text)).size).toBe(1)
      expect(sent.filter(({ name }) => name === 'reading chain')).toHaveLength(1)
    })
  })

  test('a transaction that is rolled back changes no page', async () => {
    await keep(paths.claim)
    const { etag, text } = await page(paths.claim).then(({ headers, text }) => ({ etag: String(headers.etag), text }))
    await owner.query('BEGIN')
    await owner.query(`UPDATE claims SET summary = 'never said'`)
    await keep(paths.claim)
    await owner.query('ROLLBACK')
    expect((await page(paths.claim)).text).toBe(text)
    await page(paths.claim, beside).set('If-None-Match', etag).expect(304)
  })
})

describe('the next request of each process shows', () => {
  const shown = async (path: string, words: string | RegExp) => {
    for (const app of [beside, site.app]) expect((await page(path, app)).text).toMatch(words)
  }

  test('a claim as it was changed, on all its pages', async () => {
    const pages = [paths.claim, paths.chain, paths.article, paths.speaker, '/', '/search?q=Venezuela']
    await keep(...pages)
    const { body: claim } = await api.get(`/claims/${made.tweet.claimId}`)
    expect((await api.patch(`/claims/${claim.id}`, claim.version, { summary: 'All of them have left.' })).status).toBe(
      200,
    )
    for (const path of [paths.claim, paths.chain, paths.speaker, '/']) await shown(path, 'All of them have left.')
  })

  test('the name that a speaker has now', async () => {
    await keep(paths.chain, paths.speaker, '/speakers')
    const id = paths.speaker.split('/').at(-1)
    const { body: speaker } = await api.get(`/speakers/${id}`)
    expect((await api.patch(`/speakers/${id}`, speaker.version, { name: 'The President' })).status).toBe(200)
    for (const path of [paths.chain, paths.speaker, '/speakers']) await shown(path, 'The President')
  })

  test('the desk’s name, and its licence', async () => {
    const { post } = await adminAt(site)
    await keep(paths.claim, '/')
    const [{ version }] = await site.db.query('SELECT version FROM desk_settings')
    await post('/settings', { version, name: 'The Ledger', licence: 'CC0', licenceUrl: '', languages: 'en' }).expect(
      303,
    )
    for (const path of ['/', paths.claim]) await shown(path, /The Ledger[\s\S]*CC0/)
  })

  test('what was written past the product', async () => {
    await keep('/', paths.claim)
    await owner.query(`UPDATE desk_settings SET name = 'Past the Product'`)
    for (const path of ['/', paths.claim]) await shown(path, 'Past the Product')
  })

  test('a link withdrawn, its chain gone with it', async () => {
    await keep(paths.chain, paths.claim)
    const { body: link } = await api.get(`/links/${made.link.id}`)
    const withdrawn = await api.send('post', `/links/${link.id}/withdrawal`, {
      body: { reason: 'A mistake.' },
      version: link.version,
    })
    expect(withdrawn.status).toBe(200)
    for (const app of [beside, site.app]) {
      await page(paths.chain, app).expect(410)
      expect((await page(paths.claim, app)).text).not.toContain('Asked about it.')
    }
  })
})

test('a page that is made while something is written is made again', async () => {
  const path = `${paths.claim}?while-written`
  await page(paths.speaker)
  await page(paths.speaker)
  // The page's first question waits for the lock; what it then finds is older than the end of this transaction, or not.
  await owner.query('BEGIN; LOCK TABLE replies')
  const half = page(path).then((answer) => answer)
  await waiting()
  await owner.query(`UPDATE claims SET summary = 'Written meanwhile.'; COMMIT`)
  await half
  for (const app of [site.app, beside]) expect((await page(path, app)).text).toContain('Written meanwhile.')
  await owner.query(`UPDATE claims SET summary = NULL`)
  expect((await page(path)).text).not.toContain('Written meanwhile.')
})

/** Until a session waits for a lock. */
async function waiting() {
  for (let tried = 0; tried < 200; tried += 1) {
    const { rows } = await owner.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    )
    if (rows.length > 0) return
    await new Promise((passed) => setTimeout(passed, 10))
  }
  throw new Error('nobody waits')
}

test('whoever is signed in is sent no kept page, and leaves none', async () => {
  const agent = await signedIn(site)
  await agent.get(`${paths.claim}?desk`).expect(200)
  await agent.get(`${paths.claim}?desk`).expect(200)
  const { text } = await page(`${paths.claim}?desk`)
  expect(text).not.toContain('desk.css')
  await keep(`${paths.claim}?desk`)
  const theirs = await agent.get(`${paths.claim}?desk`).expect(200)
  expect(theirs.text).toContain('desk.css')
  expect(theirs.headers['cache-control']).toBe('private, no-store')
  // A cookie that opens nothing any more is a session's all the same.
  const { sent } = await statementsSent(
    async () => await page(`${paths.claim}?desk`).set('Cookie', 'gainsay=s%3Agone.x'),
  )
  expect(sent.map(({ name }) => name)).toContain('reading claim')
})

test('what was kept is forgotten once a connection breaks: the server may have crashed, or be another', async () => {
  await keep(paths.claim)
  await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gainsay pages' AND datname = current_database()`,
  )
  // Refused where it was asked on a connection that had just been cut.
  for (let tried = 0; tried < 20 && (await page(paths.claim)).status !== 200; tried += 1);
  await keep(paths.claim)
  const life = site.context.database.pages.life
  expect(life).toBeGreaterThan(1)
})

test('a state that misses a change is found by these tests', async () => {
  class Blind extends CurrentSettings {
    override async state() {
      await super.state()
      return 'always the same'
    }
  }
  const blind = createApp({ ...site.context, settings: new Blind(site.database.pages) })
  await page(paths.claim, blind)
  await page(paths.claim, blind)
  await owner.query(`UPDATE claims SET summary = 'Not seen by the blind.'`)
  expect((await page(paths.claim)).text).toContain('Not seen by the blind.')
  expect((await page(paths.claim, blind)).text).not.toContain('Not seen by the blind.')
})

/** Bytes as they came: the client of the other tests unpacks them. */
function rawly(path: string, codings: string): Promise<{ headers: IncomingMessage['headers']; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${site.url}${path}`, { headers: { 'Accept-Encoding': codings } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }))
    }).on('error', reject)
  })
}
