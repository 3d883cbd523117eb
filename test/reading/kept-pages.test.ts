import { get, type IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import request from '../support/request'
import { statementsSent } from '../support/statements-sent'
import { eventually, KEPT, type TwoProcesses, twoProcesses } from './two-processes'

let two: TwoProcesses
beforeAll(async () => {
  two = await twoProcesses()
})
afterAll(() => two.close())

describe('while nothing is written', () => {
  test('a page that is asked for again is sent as it was made, after one question for the state of the database', async () => {
    const before = await two.page(two.paths.claim).expect(200)
    await eventually(async () => {
      const again = await two.asked(two.paths.claim)
      expect(again.sent).toEqual(KEPT)
      expect(again.text).toBe(before.text)
      const fixed = { date: null, 'x-request-id': null }
      expect({ ...again.headers, ...fixed }).toEqual({ ...before.headers, ...fixed })
    })
  })

  test('search engines are told of it what they were told when it was made', async () => {
    const narrowed = `${two.paths.speaker}?stance=denies`
    const before = await two.page(narrowed).expect(200)
    expect(before.headers['x-robots-tag']).toBe('noindex, follow')
    await eventually(async () => {
      const again = await two.asked(narrowed)
      expect(again.sent).toEqual(KEPT)
      expect(again.headers['x-robots-tag']).toBe('noindex, follow')
    })
  })

  test('one bad address throws away neither pages nor the connection that they were read on', async () => {
    await two.keep(two.paths.claim)
    await two.page('/search?from=0000-01-01').expect(422)
    await two.page(`${two.paths.chain}?after=2019-02-30.1`).expect(404)
    // What only the database can refuse: a number that no column holds.
    const { life } = two.site.context.database.pages
    await expect(two.site.context.database.pages.row({ name: '', text: 'SELECT 1 / 0' })).rejects.toThrow('zero')
    await two.page('/speakers').expect(200)
    expect(two.site.context.database.pages.life).toBe(life)
    await eventually(async () => expect((await two.asked(two.paths.claim)).sent).toEqual(KEPT))
  })

  test('whoever has it is told that it is the same, by each process, and HEAD is told of what GET is sent', async () => {
    const { etag, 'content-length': length } = (await two.page(two.paths.chain)).headers
    await two.keep(two.paths.chain)
    for (const app of [two.site.app, two.beside]) {
      await two.page(two.paths.chain, app).set('If-None-Match', String(etag)).expect(304)
      await two.page(two.paths.chain, app).set('If-None-Match', '"another"').expect(200)
      const head = await request(app).head(two.paths.chain).set('Accept-Encoding', 'identity').expect(200)
      expect(head.headers).toMatchObject({ etag, 'content-length': length })
      // Parts of pages were never sent; a whole one is what RFC 9110 has for that.
      await two.page(two.paths.chain, app).set('Range', 'bytes=0-9').expect(200)
    }
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('whoever takes %s is sent it in that', async (coding, unpacked) => {
    await two.keep(two.paths.article)
    const plain = await two.page(two.paths.article)
    await eventually(async () => {
      const { headers, bytes } = await rawly(two.paths.article, `${coding}, other;q=0.5`)
      // With a length only a page that was kept is sent so: else it is compressed on its way.
      expect(headers).toMatchObject({ 'content-encoding': coding, 'content-length': String(bytes.length) })
      expect(headers.etag).toBe(plain.headers.etag)
      expect(headers.vary).toContain('Accept-Encoding')
      expect(unpacked(bytes).toString()).toBe(plain.text)
    })
    expect((await rawly(two.paths.article, `${coding};q=0, identity`)).headers['content-encoding']).toBeUndefined()
  })

  test('of several who ask for it at once, it is made for the first', async () => {
    let time = 0
    await eventually(async () => {
      time += 1
      const path = `${two.paths.chain}?time=${time}`
      const { result, sent } = await statementsSent(() =>
        Promise.all(Array.from({ length: 8 }, async () => await two.page(path))),
      )
      expect(new Set(result.map(({ text }) => text)).size).toBe(1)
      expect(sent.filter(({ name }) => name === 'reading chain')).toHaveLength(1)
    })
  })

  test('a transaction that is rolled back changes no page', async () => {
    await two.keep(two.paths.claim)
    const { etag, text } = await two
      .page(two.paths.claim)
      .then(({ headers, text }) => ({ etag: String(headers.etag), text }))
    await two.owner.query('BEGIN')
    await two.owner.query(`UPDATE claims SET summary = 'never said'`)
    await two.keep(two.paths.claim)
    await two.owner.query('ROLLBACK')
    expect((await two.page(two.paths.claim)).text).toBe(text)
    await two.page(two.paths.claim, two.beside).set('If-None-Match', etag).expect(304)
  })
})

/** Bytes as they came: the client of the other tests unpacks them. */
function rawly(path: string, codings: string): Promise<{ headers: IncomingMessage['headers']; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    get(`${two.site.url}${path}`, { headers: { 'Accept-Encoding': codings } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }))
    }).on('error', reject)
  })
}
