import fc from 'fast-check'
import { MOST_TRACKS, railOf } from '../../../src/reading/overview/rail'

const against = (from: number, to: number) => ({ from, to, side: 'opposing' as const })
const along = (from: number, to: number) => ({ from, to, side: 'supporting' as const })

/** A row of the rail as letters: what comes and goes, and where it branches. */
const drawn = (ids: number[], links: Parameters<typeof railOf>[1]) => {
  const { tracks, width } = railOf(ids, links)
  const rows = ids.map((id) =>
    (tracks.get(id) ?? [])
      .map(({ side, comes, goes, branches, isAnswered }) =>
        [
          side === 'opposing' ? 'x' : 'o',
          comes ? '↑' : '',
          goes ? '↓' : '',
          branches ? '→' : '',
          isAnswered ? '!' : '',
        ].join(''),
      )
      .join(' '),
  )
  return { rows, width }
}

describe('the rail beside a ledger', () => {
  test.each([
    ['a claim and its answer', [1, 2], [against(2, 1)], ['x↓→!', 'x↑→'], 1],
    ['one line for all answers to a claim', [1, 2, 3], [against(2, 1), against(3, 1)], ['x↓→!', 'x↑↓→', 'x↑→'], 1],
    ['passing by a claim that it does not concern', [1, 2, 3], [against(3, 1)], ['x↓→!', 'x↑↓', 'x↑→'], 1],
    ['an answer that stands above what it answers', [1, 2], [against(1, 2)], ['x↓→', 'x↑→!'], 1],
    [
      'those against and those with a claim apart',
      [1, 2, 3],
      [against(2, 1), along(3, 1)],
      ['o↓→! x↓→!', 'o↑↓ x↑→', 'o↑→'],
      2,
    ],
    ['no link on the page', [1, 2], [against(9, 1)], ['', ''], 0],
  ])('%s', (_, ids, links, rows, width) => {
    expect(drawn(ids, links)).toEqual({ rows, width })
  })

  it('has only so many tracks, whatever the links, and none of them twice in a row', () => {
    const links = fc.array(
      fc.record({
        from: fc.integer({ min: 1, max: 30 }),
        to: fc.integer({ min: 1, max: 30 }),
        side: fc.constantFrom('opposing' as const, 'supporting' as const),
      }),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(links, (links) => {
        const ids = Array.from({ length: 30 }, (_, place) => place + 1)
        const { tracks, width } = railOf(
          ids,
          links.filter(({ from, to }) => from !== to),
        )
        expect(width).toBeLessThanOrEqual(MOST_TRACKS)
        for (const [place, id] of ids.entries()) {
          const row = tracks.get(id) ?? []
          expect(new Set(row.map(({ x }) => x)).size).toBe(row.length)
          // What goes on below comes from above in the next row.
          const next = tracks.get(ids[place + 1] ?? 0) ?? []
          for (const { x, goes } of row) {
            if (goes) expect(next.find((track) => track.x === x)?.comes).toBe(true)
          }
        }
      }),
    )
  })
})
