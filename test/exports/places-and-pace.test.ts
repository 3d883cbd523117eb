import { keepPace } from '../../src/exports/pace'
import { Places } from '../../src/exports/places'

test('one address has so many downloads at once, however it writes itself; another has its own', async () => {
  const places = new Places(2, 1)
  const leave = await places.take('203.0.113.7')
  await places.take('::ffff:203.0.113.7')
  await expect(places.take('203.0.113.7')).rejects.toMatchObject({ status: 429, retryAfter: 30 })
  await places.take('203.0.113.8')
  leave()
  await places.take('203.0.113.7')
})

test('of a household’s, or a whole site’s, addresses of IPv6 none is another', async () => {
  const places = new Places(2, 1)
  await places.take('2001:db8:1:1::1')
  await places.take('2001:db8:1:2::1')
  await expect(places.take('2001:db8:1:3::1')).rejects.toMatchObject({ status: 429 })
  await places.take('2001:db8:2:1::1')
})

test('whoever waits has the place of the next that ends', async () => {
  const places = new Places(1, 60_000)
  const leave = await places.take('203.0.113.7')
  const waiting = [places.take('203.0.113.7'), places.take('203.0.113.7')]
  leave()
  ;(await Promise.race(waiting))()
  await Promise.all(waiting)
})

describe('a reader is cut', () => {
  const LEAST = 100

  /** Looks a few times at a reader who takes so much between two looks; whether they are cut. */
  async function isCut({ takes, isBehind }: { takes: number; isBehind: boolean }): Promise<boolean> {
    let looks = 0
    let cut = false
    const socket = {
      get bytesWritten() {
        looks += 1
        return looks * takes
      },
    }
    const written = { writableNeedDrain: isBehind, destroy: () => (cut = true) }
    const end = keepPace(socket, written as never, { everyMs: 1, leastBytes: LEAST })
    while (looks < 5) await new Promise((resolve) => setTimeout(resolve, 1))
    end()
    return cut
  }

  test.each([
    ['who takes less than the least, with more to take', { takes: LEAST - 1, isBehind: true }, true],
    ['but not who takes that much', { takes: LEAST, isBehind: true }, false],
    ['nor who waits for a slow server', { takes: 0, isBehind: false }, false],
  ])('%s', async (_what, reader, expected) => {
    expect(await isCut(reader)).toBe(expected)
  })
})
