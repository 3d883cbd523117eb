import request from 'supertest'
import { key, type SealedTwice, sealedTwice } from './sealed-twice'

let world: SealedTwice['world']
let sizes: SealedTwice['sizes']
let get: SealedTwice['get']

beforeAll(async () => {
  ;({ world, sizes, get } = await sealedTwice())
})
afterAll(() => world.close())

test('the page tells of each checkpoint and key, and of those before a place', async () => {
  const page = await get('/transparency')
  expect(page).toContain(key)
  for (const size of sizes) expect(page).toContain(`/transparency/checkpoints/${size}`)
  expect(await get(`/transparency?before=${sizes[1]}`)).not.toContain(`/transparency/checkpoints/${sizes[1]}`)
  await request(world.app).get('/transparency?before=x').expect(404)
})

test('the newest checkpoint is the one of its size, and every export says which it is', async () => {
  const newest = await get('/transparency/checkpoint')
  expect(await get(`/transparency/checkpoints/${sizes[1]}`)).toBe(newest)
  expect(newest).toMatch(new RegExp(`^gainsay\\.example\n${sizes[1]}\n`))
  expect(await get('/transparency/keys')).toBe(`${key}\n`)
  const root = newest.split('\n')[2]
  for (const file of ['claims.csv', 'links.csv', 'pairs.csv', 'claims.jsonl']) {
    const { headers } = await request(world.app).get(`/exports/${file}`).expect(200)
    const signed = `${world.context.baseUrl}/transparency/checkpoints/${sizes[1]}`
    expect(headers['gainsay-checkpoint']).toBe(`size=${sizes[1]}, root=:${root}:, signed="${signed}"`)
  }
  const trailer = JSON.parse((await get('/exports/claims.jsonl')).trimEnd().split('\n').at(-1) ?? '')
  expect(trailer.checkpoint).toBe(newest)
})

test.each([
  'checkpoints/1',
  'checkpoints/01',
  'checkpoints/x',
  'consistency/0',
  'consistency/999',
  'inclusion/9999',
  'inclusion/1/1',
])('/transparency/%s is not found', async (address) => {
  await request(world.app).get(`/transparency/${address}`).expect(404)
})
