import fc from 'fast-check'
import { type LinkInShape, shapeOf } from '../../../src/reading/overview/shape'
import type { ClaimInShape } from '../../../src/reading/overview/shape-cells'

const claims = (count: number, of: (place: number) => Partial<ClaimInShape>): ClaimInShape[] =>
  Array.from({ length: count }, (_, place) => ({
    id: place + 1,
    orderDay: '2019-06-03',
    speakerId: 1,
    speaker: 'Ann Lee',
    ...of(place),
  }))

/** Pages of twenty. */
const after = (place: number) => `/chains/1?page=${Math.floor(place / 20)}`

const dayIn = (place: number, step: number) => new Date(Date.UTC(2015, 0, 1 + place * step)).toISOString().slice(0, 10)

describe('the shape of a long chain', () => {
  test.each([
    ['days, if they are few', 60, 0.3, '1 Jan 2015', 18],
    ['months, if days are many', 60, 3, 'Jan 2015', 6],
    ['years, if months are many', 60, 60, '2015', 10],
  ])('is drawn in %s', (_, count, step, first, columns) => {
    const shape = shapeOf(
      claims(count, (place) => ({ orderDay: dayIn(Math.floor(place * step), 1) })),
      [],
      after,
    )
    expect(shape.columns[0]?.header.join(' ')).toBe(first)
    expect(shape.columns).toHaveLength(columns)
  })

  it('gives lanes to those who say most, in the order in which they first speak, and the others one together', () => {
    const said = claims(100, (place) => ({
      speakerId: place % 20 < 10 ? place % 3 : place % 20,
      speaker: `S${place % 20 < 10 ? place % 3 : place % 20}`,
    }))
    const names = shapeOf(said, [], after).lanes.map(({ name }) => name.map(({ text }) => text).join(' '))
    expect(names).toEqual(['S0', 'S1', 'S2', 'S10', 'S11', 'S12', 'S13', 'S14', '5 other speakers'])
  })

  it('gives one to whoever said what many gainsay', () => {
    const said = claims(60, (place) => ({ speakerId: place, speaker: `S${place}` }))
    const links = Array.from({ length: 20 }, (_, place) => ({ from: place + 1, to: 50 }))
    const names = shapeOf(said, links, after).lanes.map(({ name }) => name.map(({ text }) => text).join(' '))
    expect(names).toContain('S49')
  })

  it('leads from each bubble to the page of the ledger that has its first claim', () => {
    const said = claims(50, (place) => ({ orderDay: place < 20 ? '2019-06-03' : place < 45 ? '2019-06-04' : null }))
    const [lane] = shapeOf(said, [], after).lanes
    expect(lane?.bubbles.map(({ href, claims, label }) => [href, claims, label])).toEqual([
      ['/chains/1?page=0#claim-1', 20, 'Ann Lee, 3 June 2019: 20 claims'],
      ['/chains/1?page=1#claim-21', 25, 'Ann Lee, 4 June 2019: 25 claims'],
      ['/chains/1?page=2#claim-46', 5, 'Ann Lee, day not stated: 5 claims'],
    ])
  })

  it('draws contradictions between two bubbles as one arc, the thicker the more there are, and none within one', () => {
    const said = claims(40, (place) => ({
      orderDay: place < 20 ? '2019-06-03' : '2019-06-04',
      speakerId: place < 20 ? 1 : 2,
      speaker: place < 20 ? 'A' : 'B',
    }))
    const links: LinkInShape[] = [
      { from: 2, to: 1 },
      { from: 21, to: 1 },
      { from: 22, to: 2 },
      { from: 23, to: 3 },
      { from: 24, to: 99 },
    ]
    expect(shapeOf(said, links, after).arcs.map(({ width }) => width)).toEqual([2.6])
  })

  it('counts every claim once, whatever the chain', () => {
    const chain = fc.array(
      fc.record({ speaker: fc.integer({ min: 1, max: 30 }), day: fc.option(fc.integer({ min: 0, max: 4_000 })) }),
      { minLength: 1, maxLength: 300 },
    )
    fc.assert(
      fc.property(chain, (rows) => {
        const said = claims(rows.length, (place) => {
          const row = rows[place] as { speaker: number; day: number | null }
          return {
            speakerId: row.speaker,
            speaker: `S${row.speaker}`,
            orderDay: row.day === null ? null : dayIn(row.day, 1),
          }
        })
        const { lanes, width, height } = shapeOf(said, [], after)
        const bubbles = lanes.flatMap((lane) => lane.bubbles)
        expect(bubbles.reduce((sum, { claims }) => sum + claims, 0)).toBe(rows.length)
        for (const { x, y, radius } of bubbles) {
          expect([radius >= 12, x + radius <= width, y + radius <= height]).not.toContain(false)
        }
      }),
    )
  })
})
