import { givingWay } from '../../src/exports/giving-way'

interface Others {
  /** Further exports that go on beside it, piece by piece in turn. */
  quick?: number
  /** Further ones whose readers have taken a piece, and no more for a long time. */
  slow?: number
}

/** A hundred pieces, one every ten milliseconds, while others ask for so many pages a second. */
async function restsBeside(pagesInASecond: number, { quick = 0, slow = 0 }: Others = {}) {
  let time = 0
  const rests: number[] = []
  const surroundings = (rested: number[]) => ({
    now: () => time,
    asked: () => Math.floor((time / 1000) * pagesInASecond),
    rest: async (ms: number) => {
      rested.push(ms)
    },
  })
  async function* coming() {
    for (let at = 0; at < 100; at++) {
      time += 10
      yield Buffer.of(at)
    }
  }
  const stalled = Array.from({ length: slow }, () => givingWay(coming(), surroundings([])))
  for (const one of stalled) await one.next()
  time += 1_000
  const beside = Array.from({ length: quick }, () => givingWay(coming(), surroundings([])))
  let pieces = 0
  for await (const piece of givingWay(coming(), surroundings(rests))) {
    pieces += piece.length
    for (const one of beside) await one.next()
  }
  for (const one of [...stalled, ...beside]) await one.return()
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
    expect(rests.length).toBeGreaterThan(15)
    expect(new Set(rests)).toEqual(new Set([50]))
  })

  it('rests for the others too that are on their way, until they have ended', async () => {
    expect((await restsBeside(2_000, { quick: 2 })).rests.at(-1)).toBe(150)
    expect(new Set((await restsBeside(2_000)).rests)).toEqual(new Set([50]))
  })

  it('does not rest for those whose readers take their time', async () => {
    expect(new Set((await restsBeside(2_000, { slow: 3 })).rests)).toEqual(new Set([50]))
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
