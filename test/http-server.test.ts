import net from 'node:net'
import { httpServer } from '../src/http-server'

const SOON = { headers: 300, request: 600, idle: 200, lookEvery: 20, silent: 5_000, connections: 3 }

let server: ReturnType<typeof httpServer>
let port: number

beforeEach(async () => {
  server = httpServer(SOON)
  port = Number(new URL(await server.listen('127.0.0.1', 0)).port)
})
afterEach(() => server.drain(0))

/** What somebody is answered until their connection ends; `more` is sent again and again. */
function say(first: string, more = ''): Promise<string> {
  return new Promise((ended) => {
    let answer = ''
    const socket = net.connect(port, '127.0.0.1', () => socket.write(first))
    const going = setInterval(() => socket.write(more), 50)
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(going)
      ended(answer)
    })
  })
}

const GET = 'GET / HTTP/1.1\r\nHost: here\r\n'

test('until the product is there, it asks for a moment', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
})

test.each([
  ['says nothing', '', ''],
  ['never ends its headers', `${GET}X-Slow: `, 'x'],
  ['never ends its body', `POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n`, 'x'],
])('whoever %s is cut', async (_what, first, more) => {
  server.answerWith((req, res) => req.resume().on('end', () => res.end('late')))
  expect(await say(first, more)).toMatch(/^(HTTP\/1.1 408 |$)/)
})

test('a connection that is kept open for nothing is closed', async () => {
  server.answerWith((_req, res) => res.end('answered'))
  expect(await say(`${GET}\r\n`)).toContain('answered')
})

test('a crowd is turned away at the door, and those inside are answered', async () => {
  server.answerWith((_req, res) => setTimeout(() => res.end('answered'), 100))
  const answers = await Promise.all(Array.from({ length: 6 }, () => say(`${GET}Connection: close\r\n\r\n`)))
  expect(answers.filter((answer) => answer.includes('answered'))).toHaveLength(3)
  expect(answers.filter((answer) => answer === '')).toHaveLength(3)
})

test('while it ends, who comes in the time of notice is answered, and who comes later is not', async () => {
  server.answerWith((_req, res) => setTimeout(() => res.end('answered'), 100))
  const ended = server.drain(150)
  const inTime = fetch(`http://127.0.0.1:${port}/`)
  await new Promise((passed) => setTimeout(passed, 200))
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  expect(await (await inTime).text()).toBe('answered')
  await ended
})
