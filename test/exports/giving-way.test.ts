import { givingWay } from '../../src/exports/giving-way'

/** A hundred pieces, one every ten milliseconds, while others ask for so many pages a second. */
async function restsBeside(pagesInASecond: number, exports = 1): Promise<{ rests: number[]; pieces: number }> {
  let time = 0
  const rests: number[] = []
  const surroundings = {
    now: () => time,
    asked: () => Math.floor((time / 1000) * pagesInASecond),
    rest: async (ms: number) => {
      rests.push(ms)
      time += ms
    },
  }
  async function* coming() {
    for (let at = 0; at < 100; at++) {
      time += 10
      yield Buffer.of(at)
    }
  }
  // Others that have begun and are not through.
  const others = Array.from({ length: exports - 1 }, () => givingWay(coming(), surroundings))
  for (const other of others) await other.next()
  let pieces = 0
  for await (const piece of givingWay(coming(), surroundings)) pieces += piece.length
  for (const other of others) await other.return()
  return { rests, pieces }
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

describe('An export beside readers of pages', () => {
  it('rests not at all while nobody asks', async () => {
    expect(await restsBeside(0)).toEqual({ rests: [], pieces: 100 })
  })

  it('rests a moment where somebody asks now and then', async () => {
    const { rests, pieces } = await restsBeside(20)
    expect(pieces).toBe(100)
    expect(sum(rests)).toBeGreaterThan(0)
    expect(sum(rests)).toBeLessThan(100)
  })

  it('rests half of the time where they ask without end', async () => {
    const { rests } = await restsBeside(2_000)
    expect(rests).toEqual(Array.from({ length: 20 }, () => 50))
  })

  it('rests for the others too that are on their way, until they have ended', async () => {
    expect(new Set((await restsBeside(2_000, 3)).rests)).toEqual(new Set([150]))
    expect(new Set((await restsBeside(2_000)).rests)).toEqual(new Set([50]))
  })

  it('counts no more of an export whose reader has left', async () => {
    const left = givingWay(
      (async function* () {
        yield Buffer.of(1)
      })(),
    )
    await left.next()
    await left.return()
    expect(new Set((await restsBeside(2_000)).rests)).toEqual(new Set([50]))
  })
})
