import https from 'node:https'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { CERTIFICATE } from './certificate'
import { fetchAt, HASTY, leadTo, newFetcher, onStage, PAGE, SMALL, serve, stage, switchProtocols } from './on-stage'

onStage()

describe('a page', () => {
  it('is fetched once, plainly, and kept as it came', async () => {
    serve('/story', PAGE, {
      'Content-Type': 'text/html; charset=utf-8',
      'Last-Modified': 'Tue, 04 Jun 2019 10:00:00 GMT',
      ETag: '"1"',
      'X-Robots-Tag': 'noarchive',
      'Set-Cookie': 'reader=1',
    })
    const before = Date.now()
    const fetched = await newFetcher().fetchPage(`${stage.at('/story')}#third-paragraph`)
    expect(fetched).toEqual({
      url: stage.at('/story'),
      hops: [{ url: stage.at('/story'), status: 200 }],
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'last-modified': 'Tue, 04 Jun 2019 10:00:00 GMT',
        etag: '"1"',
        'x-robots-tag': 'noarchive',
      },
      bytes: Buffer.from(PAGE),
      fetchedAt: expect.any(Date),
    })
    expect('fetchedAt' in fetched && fetched.fetchedAt.getTime()).toBeGreaterThanOrEqual(before)
    expect(stage.asked).toEqual(['/robots.txt', '/story'])
    expect(stage.lastHeaders).toEqual({
      host: `site.example:${stage.port}`,
      'user-agent': 'Gainsay/0.1 (+https://claims.example)',
      accept: expect.stringContaining('text/html'),
      'accept-encoding': 'gzip, br, deflate',
      connection: 'close',
    })
  })

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['BR', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['identity', Buffer.from],
  ])('is inflated: %s', async (encoding, compressed: (text: string) => Buffer) => {
    serve('/story', compressed(PAGE), { 'Content-Encoding': encoding })
    expect(await fetchAt('/story')).toMatchObject({ bytes: Buffer.from(PAGE) })
  })

  it.each(['gzip', 'deflate', 'br'])(
    'that is empty, though it is said to be compressed, is told as broken or empty: %s',
    async (encoding) => {
      serve('/story', '', { 'Content-Encoding': encoding })
      const fetched = await fetchAt('/story')
      expect('problem' in fetched ? fetched.kind : fetched.bytes.length).toEqual('problem' in fetched ? 'broken' : 0)
    },
  )

  it.each([
    ['application/octet-stream', '/report.pdf'],
    ['text/markdown; charset=utf-8', '/notes'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '/statement'],
  ])('may be a document: %s', async (type, path) => {
    serve(path, 'x', { 'Content-Type': type })
    expect(await fetchAt(path)).toMatchObject({ headers: { 'content-type': type } })
  })
})

describe('an answer that is not the page', () => {
  it.each([
    [404, 'status', 'no page at this address'],
    [410, 'status', 'no page at this address'],
    [401, 'status', 'answered 401: it may want a person. Open the page and paste its text.'],
    [403, 'status', 'answered 403: it may want a person. Open the page and paste its text.'],
    [429, 'status', 'asked too often'],
    [204, 'status', 'answered 204, without the page'],
    [304, 'status', 'answered 304, without the page'],
    [500, 'status', 'something is wrong there'],
    [503, 'status', 'something is wrong there'],
  ])('is told: %d', async (status, kind, why) => {
    serve('/story', '', {}, status)
    expect(await fetchAt('/story')).toEqual({
      kind,
      problem: expect.stringContaining(why),
      hops: [{ url: stage.at('/story'), status }],
    })
    expect(stage.asked).toEqual(['/robots.txt', '/story'])
  })

  it.each([
    ['image/png', 'This is image/png, neither'],
    ['application/octet-stream', 'neither'],
    ['application/zip', 'neither'],
    ['', 'does not say'],
  ])('is refused by its type: %s', async (type, why) => {
    serve('/story', PAGE, { 'Content-Type': type })
    expect(await fetchAt('/story')).toMatchObject({ kind: 'type', problem: expect.stringContaining(why) })
  })

  it.each([
    ['compressed twice', { 'Content-Encoding': 'gzip, gzip' }, gzipSync(gzipSync(PAGE)), '(gzip, gzip)'],
    ['in an encoding that is not asked for', { 'Content-Encoding': 'zstd' }, PAGE, '(zstd)'],
    ['cut within its compression', { 'Content-Encoding': 'gzip' }, gzipSync(PAGE).subarray(0, 30), 'broke off'],
    ['not compressed as it says', { 'Content-Encoding': 'br' }, PAGE, 'broke off'],
  ])('is told as broken: %s', async (_, headers, body, why) => {
    serve('/story', body, headers)
    expect(await fetchAt('/story')).toMatchObject({ kind: 'broken', problem: expect.stringContaining(why) })
  })

  it('is told as broken where it is shorter than it says, or no HTTP', async () => {
    stage.paths.set('/short', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': 100 })
      res.write(PAGE)
      setTimeout(() => res.destroy(), 20)
    })
    stage.paths.set('/odd', (req) => req.socket.end('220 mail.example ESMTP\r\n'))
    expect(await fetchAt('/short')).toMatchObject({ kind: 'broken' })
    expect(await fetchAt('/odd')).toMatchObject({ kind: 'broken' })
  })

  it('is told as broken where another protocol is gone over to, and the next one has its turn', async () => {
    const fetch = newFetcher()
    switchProtocols('/story')
    serve('/next', PAGE)
    expect(await fetch.fetchPage(stage.at('/story'))).toMatchObject({ kind: 'broken' })
    expect(await fetch.fetchPage(stage.at('/next'))).toMatchObject({ bytes: Buffer.from(PAGE) })
  })

  it('is told where nobody is there: no such name, nobody listening', async () => {
    stage.dns.set('nobody.example', [[]])
    const unheard = net.createServer()
    await new Promise<void>((resolve) => unheard.listen(0, '127.0.0.1', resolve))
    const { port } = unheard.address() as AddressInfo
    await new Promise((closed) => unheard.close(closed))
    expect(await newFetcher().fetchPage(stage.at('/', 'nobody.example'))).toMatchObject({ kind: 'not found', hops: [] })
    expect(await newFetcher({ also: [`127.0.0.1:${port}`] }).fetchPage(`http://127.0.0.1:${port}/`)).toMatchObject({
      kind: 'unreachable',
    })
  })

  it('is told where a certificate is nobody’s', async () => {
    const server = https.createServer(CERTIFICATE, (_req, res) => void res.end(PAGE))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const socket = `127.0.0.1:${(server.address() as AddressInfo).port}`
    // Node warns of it once.
    const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    stage.dns.set('site.example', [['127.0.0.1']])
    expect(
      await newFetcher({ also: [socket] }).fetchPage(`https://site.example:${socket.split(':')[1]}/`),
    ).toMatchObject({
      kind: 'certificate',
    })
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    warning.mockRestore()
    await new Promise((closed) => server.close(closed))
  })
})

describe('a limit', () => {
  const tooLarge = { kind: 'large', problem: expect.stringContaining('larger than 0 MiB') }

  it('holds for what is sent, whatever is said of its length', async () => {
    serve('/told', 'x'.repeat(SMALL.size + 1))
    stage.paths.set('/endless', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/html' })
      const more = () => {
        while (!res.destroyed && res.write(Buffer.alloc(16 * 1024, 'x')));
      }
      res.on('drain', more)
      more()
    })
    expect(await fetchAt('/told')).toMatchObject(tooLarge)
    expect(await fetchAt('/endless')).toMatchObject(tooLarge)
    serve('/just', 'x'.repeat(SMALL.size))
    expect(await fetchAt('/just')).toMatchObject({ bytes: expect.objectContaining({ length: SMALL.size }) })
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('holds for what becomes of it: %s', async (encoding, compressed) => {
    const bomb = compressed(Buffer.alloc(2 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(SMALL.size)
    serve('/bomb', bomb, { 'Content-Encoding': encoding })
    expect(await fetchAt('/bomb')).toMatchObject(tooLarge)
  })

  it('holds for headers', async () => {
    serve('/story', PAGE, { 'X-Long': 'x'.repeat(40 * 1024) })
    expect(await fetchAt('/story')).toMatchObject({ kind: 'broken' })
  })

  it('holds for time: until the first byte, and for all of it', async () => {
    stage.paths.set('/silent', () => undefined)
    stage.paths.set('/slow', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'text/html' })
      const drop = setInterval(() => res.write('x'), 20)
      res.on('close', () => clearInterval(drop))
    })
    const tooSlow = { kind: 'slow', problem: expect.stringContaining('took too long') }
    const told = await Promise.all([
      fetchAt('/silent', { limits: { ...HASTY, whole: SMALL.whole } }),
      fetchAt('/slow', { limits: { ...HASTY, firstByte: SMALL.firstByte } }),
      neverConnects(),
    ])
    expect(told).toEqual([
      expect.objectContaining(tooSlow),
      expect.objectContaining(tooSlow),
      expect.objectContaining(tooSlow),
    ])
  })

  /** A DNS that never answers. */
  const neverConnects = () =>
    fetchAt('/story', { lookUp: () => new Promise(() => undefined), limits: { ...SMALL, connect: 100 } })

  it('holds for redirects', async () => {
    for (const step of [1, 2, 3, 4, 5, 6]) leadTo(`/${step}`, `/${step + 1}`)
    serve('/7', PAGE)
    expect(await fetchAt('/1')).toMatchObject({
      kind: 'redirects',
      problem: expect.stringContaining('more than 5 times'),
    })
    expect(await fetchAt('/2')).toMatchObject({ url: stage.at('/7'), hops: { length: 6 } })
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('is followed, and each address told: %d', async (status) => {
    leadTo('/old', `${stage.at('/new', 'www.site.example')}#top`, status)
    serve('/new', PAGE)
    expect(await fetchAt('/old')).toMatchObject({
      url: stage.at('/new', 'www.site.example'),
      hops: [
        { url: stage.at('/old'), status },
        { url: stage.at('/new', 'www.site.example'), status: 200 },
      ],
    })
  })

  it('in a circle is told, and one to nowhere', async () => {
    leadTo('/a', '/b')
    leadTo('/b', '/a')
    expect(await fetchAt('/a')).toMatchObject({ kind: 'redirects', problem: expect.stringContaining('in a circle') })
    leadTo('/nowhere', 'http://[')
    serve('/nothing', '', {}, 301)
    for (const path of ['/nowhere', '/nothing']) {
      expect(await fetchAt(path)).toMatchObject({
        kind: 'redirects',
        problem: expect.stringContaining('one that is none'),
      })
    }
  })

  it('to what nobody may ask for is told with its address', async () => {
    leadTo('/away', 'ftp://site.example/story')
    expect(await fetchAt('/away')).toMatchObject({
      kind: 'address',
      problem: expect.stringMatching(/^It leads to ftp:\/\/site.example\/story: Only addresses/),
    })
  })
})
