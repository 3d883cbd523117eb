import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sender } from '../../src/fetching/sender.client'
import { newSecret, signatures } from '../../src/webhooks/signature'

const DOCUMENT = path.join(__dirname, '../../docs/research.md')
const SECRET = newSecret()

let folder: string
let receiver: ChildProcess
let port: number
let printed = ''

beforeAll(async () => {
  const code = /```js\n(\/\/ receiver\.mjs.*?)```/s.exec(fs.readFileSync(DOCUMENT, 'utf8'))?.[1] ?? ''
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'receiver-'))
  fs.writeFileSync(path.join(folder, 'receiver.mjs'), code)
  port = await freePort()
  receiver = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { ...process.env, WEBHOOK_SECRET: SECRET, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  receiver.stdout?.on('data', (chunk) => {
    printed += chunk
  })
  while (!(await isOpen(port))) await pause(50)
})

afterAll(async () => {
  receiver.kill()
  if (receiver.exitCode === null && receiver.signalCode === null) await once(receiver, 'exit')
  fs.rmSync(folder, { recursive: true })
})

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket.destroy() && true))
    socket.on('error', () => resolve(false))
  })

const BODY = JSON.stringify({
  type: 'link.published',
  timestamp: '2024-05-04T10:00:00.000Z',
  data: { link: { relation: 'denies' }, from: { page: '/claims/2' }, to: { page: '/claims/1', said: '„Ja“' } },
})
const now = () => Math.floor(Date.now() / 1000)

/** `signed`: another body than is sent. */
interface Sent {
  secret?: string
  timestamp?: number
  body?: string
  signed?: string
}

async function send({ secret = SECRET, timestamp = now(), body = BODY, signed }: Sent) {
  const sending = sender({
    baseUrl: 'https://claims.example',
    also: [`127.0.0.1:${port}`],
    lookUp: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  const id = 'msg_1'
  const headers = {
    ...{ 'webhook-id': id, 'webhook-timestamp': String(timestamp) },
    'webhook-signature': signatures([newSecret(), secret], { id, timestamp, body: signed ?? body }),
  }
  return sending.post(`http://receiver.example:${port}/`, { headers, body })
}

test('the receiver that researchers are given takes what is signed, and prints it', async () => {
  expect(await send({})).toMatchObject({ status: 204 })
  while (!printed.includes('\n')) await pause(10)
  expect(printed).toBe('msg_1 /claims/2 denies /claims/1\n')
})

test.each([
  ['by another secret', () => ({ secret: newSecret() })],
  ['with another body', () => ({ signed: `${BODY} ` })],
  ['ten minutes ago', () => ({ timestamp: now() - 600 })],
  ['ten minutes ahead', () => ({ timestamp: now() + 600 })],
])('it refuses what is signed %s', async (_how, sent) => {
  expect(await send(sent())).toMatchObject({ status: 401 })
})
