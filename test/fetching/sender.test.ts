import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { INSIDE, SPELLINGS } from '../../bench/anchoring/fetching/spellings'
import { type SenderParts, sender } from '../../src/fetching/sender.client'
import { CERTIFICATE } from './certificate'
import { onStage, stage, switchProtocols } from './on-stage'

onStage()

const newSender = (parts: Partial<SenderParts> = {}) =>
  sender({ baseUrl: 'https://claims.example', lookUp: stage.lookUp, also: [stage.socket], ...parts })
const MESSAGE = { headers: { 'Content-Type': 'application/json', 'webhook-id': 'msg_1' }, body: '{"said":"„Ja“"}' }
const post = (address: string, parts?: Partial<SenderParts>) => newSender(parts).post(address, MESSAGE)

const cameTo = (path: string, status = 200, headers: Record<string, string> = {}) => {
  const came: { method: string | undefined; body: string }[] = []
  stage.paths.set(path, async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk)
    came.push({ method: req.method, body: Buffer.concat(chunks).toString() })
    res.writeHead(status, headers).end('thanks')
  })
  return came
}

test('a message is sent once, as it is, by POST; nothing else is asked for', async () => {
  const came = cameTo('/hook')
  expect(await post(stage.at('/hook'))).toEqual({ status: 200, retryAfter: null })
  expect(came).toEqual([{ method: 'POST', body: MESSAGE.body }])
  expect(stage.asked).toEqual(['/hook'])
  expect(stage.lastHeaders).toEqual({
    host: `site.example:${stage.port}`,
    'user-agent': 'Gainsay/0.1 (+https://claims.example)',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(MESSAGE.body)),
    'webhook-id': 'msg_1',
    connection: 'close',
  })
})

test.each([301, 302, 307, 308])('a redirect is an answer like others: %d', async (status) => {
  cameTo('/hook', status, { Location: stage.at('/elsewhere') })
  expect(await post(stage.at('/hook'))).toEqual({ status, retryAfter: null })
  expect(stage.asked).toEqual(['/hook'])
})

test('an answer without an end is left, and counts for what its status says', async () => {
  stage.paths.set('/hook', (_req, res) => {
    res.writeHead(202)
    const more = setInterval(() => res.write('x'.repeat(2_000)), 1)
    res.on('close', () => clearInterval(more))
  })
  expect(await post(stage.at('/hook'))).toEqual({ status: 202, retryAfter: null })
})

test('a receiver that does not answer is left, and one that breaks off is told as that', async () => {
  stage.paths.set('/slow', () => undefined)
  expect(await post(stage.at('/slow'), { limits: { firstByte: 200, whole: 400 } })).toMatchObject({ kind: 'slow' })
  stage.paths.set('/off', (req) => req.socket.destroy())
  expect(await post(stage.at('/off'))).toMatchObject({ kind: expect.stringMatching(/broken|unreachable/) })
})

test('a receiver that goes over to another protocol has not answered', async () => {
  switchProtocols('/hook')
  expect(await post(stage.at('/hook'))).toMatchObject({ kind: 'broken' })
})

test('a status that is none is no answer', async () => {
  stage.paths.set('/hook', ({ socket }) => socket.end('HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n'))
  expect(await post(stage.at('/hook'))).toMatchObject({ kind: 'broken' })
})

test.each([...SPELLINGS, ...INSIDE])(
  'nothing is sent to %s, nor is that taken for an address to send to',
  async (host) => {
    const address = stage.at('/', encodeURI(host))
    expect(await post(address)).toMatchObject({ kind: expect.stringMatching(/^(private|address)$/) })
    expect(await post(address.replace('http:', 'https:'))).toMatchObject({
      kind: expect.stringMatching(/^(private|address)$/),
    })
    expect(stage.reached).toBe(0)
  },
)

test('nothing is sent to a name that leads inside, whenever it is looked up', async () => {
  cameTo('/hook')
  stage.dns.set('rebinds.example', [['127.0.0.1']])
  expect(newSender().refusalOf(stage.at('/hook', 'rebinds.example'))).toBe(null)
  expect(await post(stage.at('/hook', 'rebinds.example'))).toMatchObject({ kind: 'private' })
  expect([stage.reached, stage.asked]).toEqual([0, []])
})

test('the product sends by https alone', async () => {
  const product = sender({ baseUrl: 'https://claims.example', lookUp: stage.lookUp })
  expect(product.refusalOf('http://receiver.example/')).toMatchObject({ kind: 'address' })
  expect(product.refusalOf('https://receiver.example/')).toBe(null)
  expect(await product.post('http://receiver.example/', MESSAGE)).toMatchObject({ kind: 'address' })
})

test('and to nobody who cannot prove who they are', async () => {
  const server = https.createServer(CERTIFICATE, (_req, res) => void res.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket = `127.0.0.1:${(server.address() as AddressInfo).port}`
  stage.dns.set('site.example', [['127.0.0.1']])
  const answer = await post(`https://site.example:${socket.split(':')[1]}/`, { also: [socket] })
  expect(answer).toMatchObject({ kind: 'certificate' })
  await new Promise((closed) => server.close(closed))
})
