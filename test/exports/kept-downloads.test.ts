import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { PART_BYTES } from '../../src/exports/kept-export'
import { PACE } from '../../src/exports/pace'
import { changesBySql, newWorld, type World } from '../support/world'
import { keptFile } from './kept-file'

/** More than the buffers between the product and a reader that does not read: at most some 10 MB on one machine. */
const PARTS = 100

let world: World
let server: http.Server
let port: number
let file: string

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  file = await keptFile(world.db, PARTS)
  server = http.createServer(world.app)
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await world.close()
})

/** A download that has begun and is not being read. */
function begin(headers: Record<string, string> = {}) {
  return new Promise<{ request: http.ClientRequest; answer: http.IncomingMessage }>((begun, failed) => {
    const request = http.get({ host: '127.0.0.1', port, path: file, headers, agent: false }, (answer) => {
      answer.on('error', () => {})
      begun({ request, answer })
    })
    request.on('error', failed)
  })
}

async function bytesIn(answer: http.IncomingMessage): Promise<number> {
  let bytes = 0
  for await (const chunk of answer) bytes += chunk.length
  return bytes
}

test('its parts are read on a connection of their own, which nobody holds who reads slowly', async () => {
  const { pages, kept } = world.database
  const asked = jest.spyOn(pages.pool, 'connect')
  const { answer } = await begin()
  // Between two parts none is at work either: it has to stay so.
  let looks = 0
  while (looks < 5) {
    await new Promise((passed) => setTimeout(passed, 50))
    looks = kept.totalCount > 0 && kept.idleCount === kept.totalCount ? looks + 1 : 0
  }
  expect(await bytesIn(answer)).toBe(PARTS * PART_BYTES)
  // Of the whole file as of a part: which file it is, and what desk it is of.
  expect(asked.mock.calls.length).toBeLessThanOrEqual(2)
  asked.mockRestore()
})

test('from one address some are read at once; the next waits, and is told so', async () => {
  const begun = await Promise.all([begin(), begin(), begin(), begin()])
  const { answer: refused } = await begin()
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '30'])
  expect(refused.headers['access-control-allow-origin']).toBe('*')
  refused.resume()
  // What reads no part takes no place.
  const { answer: known } = await begin({ 'If-None-Match': begun[0]?.answer.headers.etag as string })
  expect(known.statusCode).toBe(304)
  const waiting = begin({ Range: 'bytes=0-9' })
  begun[0]?.request.on('error', () => {})
  begun[0]?.request.destroy()
  const { answer: next } = await waiting
  expect(next.statusCode).toBe(206)
  expect(await bytesIn(next)).toBe(10)
  for (const { answer } of begun.slice(1)) expect(await bytesIn(answer)).toBe(PARTS * PART_BYTES)
  expect(await bytesIn((await begin()).answer)).toBe(PARTS * PART_BYTES)
}, 20_000)

test('a reader that takes less than the least is cut off', async () => {
  const faster = [jest.replaceProperty(PACE, 'everyMs', 100), jest.replaceProperty(PACE, 'leastPerSecond', 1e9)]
  const { request, answer } = await begin().finally(() => {
    for (const property of faster) property.restore()
  })
  request.on('error', () => {})
  await new Promise((passed) => setTimeout(passed, 500))
  const cut = once(answer, 'close').catch(() => {})
  answer.resume()
  await cut
  expect(answer.complete).toBe(false)
})
