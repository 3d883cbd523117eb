import dgram from 'node:dgram'
import { openStage, type Stage } from '../../bench/anchoring/fetching/stage'
import { fetcher } from '../../src/fetching/fetcher.client'
import { type LookUp, lookUpInDns } from '../../src/fetching/look-up.client'

const [A, AAAA] = [1, 28]

/** What the server says, by name: addresses, perhaps none; that there is no such name; or a failure of its own. */
const ZONES: Record<string, string[] | 'no such name' | 'failure'> = {
  'site.example': ['127.0.0.2'],
  'both.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['93.184.215.14', '127.0.0.1'],
  'empty.example': [],
  'nobody.example': 'no such name',
  'broken.example': 'failure',
}

let server: dgram.Socket
let stage: Stage
let lookUp: LookUp

beforeAll(async () => {
  stage = await openStage()
  server = dgram.createSocket('udp4')
  server.on('message', (question, { port, address }) => {
    const answer = answerTo(question)
    if (answer) server.send(answer, port, address)
  })
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve))
  lookUp = lookUpInDns([`127.0.0.1:${server.address().port}`])
})

afterAll(async () => {
  await stage.close()
  await new Promise<void>((closed) => server.close(closed))
})

it('gives all addresses of a name, of both kinds', async () => {
  expect(await lookUp('both.example')).toEqual([
    { address: '93.184.215.14', family: 4 },
    { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 },
  ])
})

it.each([
  ['nobody.example', 'not found'],
  ['empty.example', 'not found'],
  ['broken.example', 'unreachable'],
  ['inside.example', 'private'],
])('what there is of %s is told: %s', async (name, kind) => {
  const { fetchPage } = fetcher({ baseUrl: 'http://127.0.0.1', pause: 0, lookUp, also: [stage.socket] })
  expect(await fetchPage(stage.at('/', name))).toMatchObject({ kind })
  expect(stage.reached).toBe(0)
})

it('leads to a site, and does not know the names that this machine has of its own', async () => {
  if (!stage.socket.startsWith('127.0.0.2:')) return
  stage.paths.set('/', (_req, res) => res.writeHead(200, { 'Content-Type': 'text/plain' }).end('x'))
  const { fetchPage } = fetcher({ baseUrl: 'http://127.0.0.1', pause: 0, lookUp, also: [stage.socket] })
  expect(await fetchPage(stage.at('/'))).toMatchObject({ bytes: Buffer.from('x') })
  await expect(lookUp('localhost')).rejects.toMatchObject({ code: expect.any(String) })
})

/** RFC 1035, section 4: the question again, and an answer for each address of the kind that is asked for. */
function answerTo(question: Buffer): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const type = question.readUInt16BE(at + 1)
  const zone = ZONES[labels.join('.').toLowerCase()] ?? 'no such name'
  const found = (Array.isArray(zone) ? zone : []).filter((address) => (address.includes(':') ? AAAA : A) === type)
  const head = Buffer.alloc(12)
  question.copy(head, 0, 0, 2)
  head.writeUInt16BE(0x8180 | (zone === 'no such name' ? 3 : zone === 'failure' ? 2 : 0), 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(found.length, 6)
  const records = found.map((address) => {
    const data = dataOf(address)
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc00c, 0)
    record.writeUInt16BE(type, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt16BE(data.length, 10)
    return Buffer.concat([record, data])
  })
  return Buffer.concat([head, question.subarray(12, at + 5), ...records])
}

const dataOf = (address: string): Buffer =>
  address.includes(':')
    ? Buffer.from(
        address
          .split(':')
          .map((group) => group.padStart(4, '0'))
          .join(''),
        'hex',
      )
    : Buffer.from(address.split('.').map(Number))
