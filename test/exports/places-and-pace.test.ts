import { keepPace } from '../../src/exports/pace'
import { Places } from '../../src/exports/places'

test('one address has so many downloads at once, however it writes itself; another has its own', async () => {
  const places = new Places(2, { waitsMs: 1 })
  const leave = await places.take('203.0.113.7')
  await places.take('::ffff:203.0.113.7')
  await expect(places.take('203.0.113.7')).rejects.toMatchObject({ status: 429, retryAfter: 30 })
  await places.take('203.0.113.8')
  leave()
  await places.take('203.0.113.7')
})

test('of a household’s, or a whole site’s, addresses of IPv6 none is another', async () => {
  const places = new Places(2, { waitsMs: 1 })
  await places.take('2001:db8:1:1::1')
  await places.take('2001:db8:1:2::1')
  await expect(places.take('2001:db8:1:3::1')).rejects.toMatchObject({ status: 429 })
  await places.take('2001:db8:2:1::1')
})

test('whoever waits has the place of the next that ends', async () => {
  const places = new Places(1, { waitsMs: 60_000 })
  const leave = await places.take('203.0.113.7')
  const waiting = [places.take('203.0.113.7'), places.take('203.0.113.7')]
  leave()
  ;(await Promise.race(waiting))()
  await Promise.all(waiting)
})

test('from everywhere so many, whoever they are; then it is others who have them', async () => {
  const places = new Places(2, { waitsMs: 1, inAll: 3 })
  const leave = await places.take('203.0.113.7')
  for (const address of ['203.0.113.7', '203.0.113.8']) await places.take(address)
  await expect(places.take('203.0.113.7')).rejects.toMatchObject({ status: 429 })
  await expect(places.take('203.0.113.9')).rejects.toMatchObject({ status: 503 })
  leave()
  await places.take('203.0.113.9')
})

describe('a reader is cut', () => {
  /** Looks ten times at a reader; by when they are cut, or null. The least is a hundred bytes a look. */
  async function cutAt(taken: (look: number) => number, isBehind = (_look: number) => true): Promise<number | null> {
    let look = 0
    let cut: number | null = null
    const socket = { bytesWritten: 0 }
    const written = {
      get writableNeedDrain() {
        look += 1
        socket.bytesWritten = taken(look)
        return isBehind(look)
      },
      destroy() {
        cut ??= look
      },
    }
    const end = keepPace(socket, written as never, { everyMs: 1, leastPerSecond: 100_000 })
    while (look < 10) await new Promise((resolve) => setTimeout(resolve, 1))
    end()
    return cut
  }

  test.each<[string, (look: number) => number, number | null]>([
    ['who takes less than the least, once the first look is over', () => 0, 2],
    ['and who does so after a good beginning, when that is used up', () => 450, 6],
    ['but not who takes that much', (look) => 100 * look, null],
    ['nor who takes it in lumps', (look) => 400 * Math.ceil(look / 4), null],
  ])('%s', async (_what, taken, expected) => {
    expect(await cutAt(taken)).toBe(expected)
  })

  test('and not for a slow server, after which they begin anew', async () => {
    expect(
      await cutAt(
        () => 0,
        () => false,
      ),
    ).toBe(null)
    expect(
      await cutAt(
        () => 0,
        (look) => look > 4,
      ),
    ).toBe(6)
  })
})
