import { gunzipSync } from 'node:zlib'
import { KeptPages } from '../../src/web/kept-pages'

const body = (letter: string, length = 10_000) => Buffer.alloc(length, letter)
const at = (text: string, position = 1) => ({ text, position })
const page = (letter: string, length?: number) => ({ body: body(letter, length), etag: letter, robots: null })

test('a page is found by its address, while the state is the one that it was made of', () => {
  const kept = new KeptPages(1_000_000)
  kept.keep('/a', at('first'), page('a'))
  expect(kept.find('/a', at('first'))?.etag).toBe('a')
  expect(kept.find('/b', at('first'))).toBeNull()
  expect(kept.find('/a', at('second'))).toBeNull()
  // A state that is over never comes again: nor does its page.
  expect(kept.has('/a')).toBe(false)
})

test('where there is no room for all, those not asked for longest give way', () => {
  const kept = new KeptPages(40_000)
  for (const letter of ['a', 'b', 'c']) kept.keep(`/${letter}`, at('now'), page(letter))
  kept.find('/a', at('now'))
  kept.keep('/d', at('now'), page('d'))
  expect(['/a', '/b', '/c', '/d'].filter((address) => kept.has(address))).toEqual(['/a', '/c', '/d'])
})

test('a page made again takes the place of the one before, and one that is too large is not kept', () => {
  const kept = new KeptPages(30_000)
  for (let time = 0; time < 10; time += 1) kept.keep('/a', at(`state ${time}`), page('a'))
  kept.keep('/b', at('now'), page('b'))
  expect([kept.has('/a'), kept.has('/b')]).toEqual([true, true])
  kept.keep('/large', at('now'), page('l', 40_000))
  expect(kept.has('/large')).toBe(false)
})

test('what a page takes compressed counts too, and is made once', async () => {
  const kept = new KeptPages(12_100)
  const { coded } = kept.keep('/a', at('now'), page('a'))
  expect(coded('gzip')).toBe(coded('gzip'))
  expect(gunzipSync(await coded('gzip')).equals(body('a'))).toBe(true)
  expect(kept.has('/a')).toBe(true)
  const tight = new KeptPages(12_005)
  await tight.keep('/a', at('now'), page('a')).coded('br')
  expect(tight.has('/a')).toBe(false)
})
