import { mapOf } from '../../../src/reading/overview/map'
import type { ClaimInShape } from '../../../src/reading/overview/shape-cells'

const claims = (count: number): ClaimInShape[] =>
  Array.from({ length: count }, (_, place) => ({
    id: place + 1,
    orderDay: new Date(Date.UTC(2015, 0, 1 + place)).toISOString().slice(0, 10),
    speakerId: place % 40,
    speaker: `S${place % 40}`,
  }))

describe('the map of a long chain', () => {
  it('has a dot for every claim and a line for every contradiction between them', () => {
    const { dots, lines, lanes } = mapOf(claims(2_000), [
      { from: 7, to: 3 },
      { from: 8, to: 3 },
      { from: 8, to: 9_999 },
    ])
    expect(dots.match(/M/g)).toHaveLength(2_000)
    expect(lines.match(/M/g)).toHaveLength(2)
    expect(lanes.at(-1)?.name[0]?.text).toBe('25 other speakers')
    expect(dots + lines).not.toMatch(/NaN|undefined/)
  })

  it('letters the claims that are gainsaid most, and none that is so but once', () => {
    const links = [9, 8, 7].map((from) => ({ from, to: 2 }))
    const more = [20, 21].map((from) => ({ from, to: 5 }))
    const { landmarks } = mapOf(claims(50), [...more, ...links, { from: 30, to: 29 }])
    expect(landmarks.map(({ id, letter, answers }) => [id, letter, answers])).toEqual([
      [2, 'A', 3],
      [5, 'B', 2],
    ])
  })

  it('stays within its frame, and its months keep apart', () => {
    const { width, height, ticks, dots } = mapOf(claims(1_000), [])
    const places = Array.from(dots.matchAll(/M(\S+) (\S+?)h0/g), ([, x, y]) => ({ x: Number(x), y: Number(y) }))
    expect(places).toHaveLength(1_000)
    expect(places.filter(({ x, y }) => !(x >= 0 && x <= width && y >= 0 && y <= height))).toEqual([])
    const xs = ticks.map(({ x }) => x)
    expect(xs.length).toBeGreaterThan(5)
    expect(xs.every((x, place) => place === 0 || x - (xs[place - 1] ?? 0) >= 80)).toBe(true)
  })
})
