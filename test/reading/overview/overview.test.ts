import fc from 'fast-check'
import { RELATIONS, type Relation } from '../../../src/links/relation'
import { MOST_DRAWN, overviewOf } from '../../../src/reading/overview/overview'
import type { ClaimInPicture, LinkInPicture } from '../../../src/reading/overview/picture'

const claim = (
  number: number,
  speaker: string,
  day: string | null,
  more: Partial<ClaimInPicture> = {},
): ClaimInPicture => ({
  id: 100 + number,
  number,
  lane: { key: speaker, speakerId: speaker.charCodeAt(0), name: speaker },
  names: speaker,
  words: `what ${speaker} said`,
  day,
  said: day ?? 'day not stated',
  isDenial: false,
  stance: 'asserts',
  ...more,
})

const link = (from: number, to: number, relation: Relation = 'denies'): LinkInPicture => ({
  from: 100 + from,
  to: 100 + to,
  relation,
  side: RELATIONS[relation].side,
  verb: RELATIONS[relation].verb,
})

const STORY = [
  claim(1, 'The Journal', '2019-06-02'),
  claim(2, 'Rostec', null, { isDenial: true }),
  claim(3, 'Trump', '2019-06-03'),
  claim(4, 'Peskov', '2019-06-04', { isDenial: true }),
  claim(5, 'Peskov', '2019-06-04'),
]
const LINKS = [link(2, 1), link(4, 3), link(5, 3, 'contradicts'), link(5, 4, 'repeats')]

describe('the picture of a chain', () => {
  const picture = overviewOf(STORY, LINKS)
  const nodes = picture.lanes.flatMap((lane) => lane.nodes)

  it('has a lane for each speaker, in the order in which they first speak', () => {
    expect(picture.lanes.map(({ name }) => name.map(({ text }) => text).join(' '))).toEqual([
      'The Journal',
      'Rostec',
      'Trump',
      'Peskov',
    ])
  })

  it('has a column for each day; the month and the year are said once, and a claim without a day stands between days', () => {
    expect(picture.columns.map(({ header, isCertain }) => [header.join(' '), isCertain])).toEqual([
      ['Sun 2 Jun 2019', true],
      ['day not stated', false],
      ['Mon 3', true],
      ['Tue 4', true],
    ])
  })

  it('says the month anew where it changes, and the year where that does', () => {
    const days = ['2018-12-31', '2019-01-01', '2019-01-02', '2019-02-02']
    const { columns } = overviewOf(
      days.map((day, place) => claim(place + 1, 'A', day)),
      [],
    )
    expect(columns.map(({ header }) => header.join(' '))).toEqual([
      'Mon 31 Dec 2018',
      'Tue 1 Jan 2019',
      'Wed 2',
      'Sat 2 Feb',
    ])
  })

  it('draws what is uncertain and what denies as such, and says by each node whom it answers', () => {
    expect(
      nodes.map(({ number, isCertain, isDenial, answers }) => [number, isCertain, isDenial, answers?.text]),
    ).toEqual([
      [1, true, false, undefined],
      [2, false, true, 'denies 1'],
      [3, true, false, undefined],
      [4, true, true, 'denies 3'],
      [5, true, false, 'contradicts 3'],
    ])
    expect(nodes[1]?.label).toBe('2 Rostec, day not stated, asserts: what Rostec said · denies 1')
  })

  it('draws an arc for each link, with a head where it is against, and one at either end of a contradiction', () => {
    expect(picture.arcs.map(({ relation, side, heads }) => [relation, side, heads.length])).toEqual([
      ['denies', 'opposing', 1],
      ['denies', 'opposing', 1],
      ['contradicts', 'opposing', 2],
      ['repeats', 'supporting', 0],
    ])
  })

  it('leaves out arcs to claims that are not in it', () => {
    expect(overviewOf(STORY, [link(2, 9), link(9, 2)]).arcs).toEqual([])
  })

  it('writes words of a script from right to left from the right end of their room', () => {
    const { lanes } = overviewOf([claim(1, 'A', '2019-06-02', { words: 'لم تكن هناك رسالة' })], [])
    const [node] = lanes[0]?.nodes ?? []
    expect(node?.rightToLeft).toBe(true)
    expect(node?.lines[0]?.x).toBeGreaterThan((node?.x ?? 0) + 100)
  })

  const chains = fc.integer({ min: 1, max: MOST_DRAWN }).chain((count) =>
    fc.record({
      speakers: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: count, maxLength: count }),
      days: fc.array(fc.option(fc.integer({ min: 1, max: 28 })), { minLength: count, maxLength: count }),
      links: fc.array(
        fc.tuple(
          fc.integer({ min: 1, max: count }),
          fc.integer({ min: 1, max: count }),
          fc.constantFrom<Relation>('denies', 'contradicts', 'relays'),
        ),
        { maxLength: 60 },
      ),
    }),
  )

  it('keeps all within its frame, nodes apart from each other, and lines out of the way of other nodes', () => {
    fc.assert(
      fc.property(chains, ({ speakers, days, links }) => {
        const dated = days.filter((day) => day !== null).sort((a, b) => a - b)
        const claims = speakers.map((speaker, place) => {
          const day = days[place] === null ? null : `2019-06-${String(dated.shift()).padStart(2, '0')}`
          return claim(place + 1, `Speaker ${speaker}`, day, { words: 'word '.repeat(speaker * 3 + 1) })
        })
        const drawn = overviewOf(
          claims,
          links.filter(([from, to]) => from !== to).map(([from, to, relation]) => link(from, to, relation)),
        )
        const nodes = drawn.lanes.flatMap((lane) => lane.nodes.map((node) => ({ ...node, lane })))
        expect(nodes).toHaveLength(claims.length)
        // One beside the other in the order said: an upright line at one meets no other.
        const xs = nodes.toSorted((a, b) => a.number - b.number).map(({ x }) => x)
        expect(xs.every((x, place) => place === 0 || x >= (xs[place - 1] ?? 0) + 24)).toBe(true)
        for (const { x, y, lines, answers, lane } of nodes) {
          expect([x - 12 >= 0, x + 12 <= drawn.width, y - 12 >= lane.y, y + 12 <= lane.y + lane.height]).not.toContain(
            false,
          )
          for (const line of [...lines, ...(answers ? [answers] : [])]) {
            expect(line.y).toBeLessThanOrEqual(lane.y + lane.height)
            expect(line.x).toBeLessThanOrEqual(drawn.width)
          }
        }
        for (const { path } of drawn.arcs) {
          expect(path).not.toMatch(/NaN|undefined|Infinity/)
          const bus = Number(/H[\d.-]+Q[\d.-]+ ([\d.-]+)/.exec(path)?.[1])
          expect(bus >= 0 && bus <= drawn.height).toBe(true)
          // Level lines run between the lanes' words and nodes, never through a node.
          expect(nodes.every(({ y }) => Math.abs(y - bus) > 12)).toBe(true)
        }
      }),
    )
  })
})
