import fc from 'fast-check'
import { Groups } from '../../src/bringing-in/groups'
import { KnownText } from '../../src/bringing-in/known-text'
import { holderOf, membersOf } from '../../src/bringing-in/speaker-members'

describe('a text as far as it is known', () => {
  test('has blocks for the rest, on lines of their own, and every offset where it was', () => {
    const known = new KnownText(20)
    expect(known.put(5, 'b🚢c')).toBe(true)
    expect(known.put(10, 'de')).toBe(true)
    expect(known.text()).toBe('\n███\nb🚢c██de\n██████\n')
    expect([...known.text()]).toHaveLength(20)
    expect(known.isWhole()).toBe(false)
  })

  test.each([
    ['the same words again', 5, 'b🚢', true],
    ['words that reach on', 6, '🚢cd', true],
    ['another letter', 5, 'bx', false],
    ['the text’s last letter', 19, 'z', true],
    ['a letter behind its end', 19, 'zz', false],
  ])('takes in or refuses %s', (_, start, words, taken) => {
    const known = new KnownText(20)
    known.put(5, 'b🚢c')
    expect(known.put(start, words)).toBe(taken)
  })

  test('is the text where all of it came in pieces, and has each piece where it was', () => {
    const letters = fc.array(fc.constantFrom('a', 'é', '🚢', '\n', '█', '漢', ' '), { minLength: 1, maxLength: 60 })
    const cuts = fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 12 })
    fc.assert(
      fc.property(letters, cuts, (points, places) => {
        const known = new KnownText(points.length)
        const pieces = places.map(([start, length]) => ({ start, words: points.slice(start, start + length).join('') }))
        for (const { start, words } of pieces)
          expect(start > points.length ? words === '' : known.put(start, words)).toBe(true)
        const made = [...known.text()]
        expect(made).toHaveLength(points.length)
        for (const { start, words } of pieces) expect(made.slice(start, start + [...words].length).join('')).toBe(words)
        known.put(0, points.join(''))
        expect(known.text()).toBe(points.join(''))
        expect(KnownText.of(points.join('')).isWhole()).toBe(true)
      }),
    )
  })
})

test('numbers hang together as walking along all pairs says', () => {
  const pair = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
      const groups = new Groups()
      for (const [one, other] of pairs) groups.join(one * 100, other * 100)
      const walked = (from: number, seen = new Set([from])): Set<number> => {
        for (const [one, other] of pairs)
          for (const [a, b] of [
            [one, other],
            [other, one],
          ] as const)
            if (seen.has(a) && !seen.has(b)) walked(b, seen.add(b))
        return seen
      }
      for (let number = 1; number <= 40; number++)
        expect(groups.of(number * 100)).toBe(Math.min(...walked(number)) * 100)
    }),
  )
})

describe('merged speakers', () => {
  const speaker = {
    type: 'speaker',
    url: '',
    version: 1,
    created_at: '',
    updated_at: '',
    kind: 'person',
    name: 'Root',
  } as const
  const rest = { description: null, wikidata_id: null, anonymity_reason: null, outlet_id: null }
  const row = (aliases: string[], merged: { id: number; name: string }[]) => ({
    ...{ ...speaker, ...rest, id: 5, roles: [], aliases, merged },
  })

  test.each([
    ['who was never merged has all', ['B', 'A'], [], [['B', 'A']]],
    ['of different names who stays has all', ['B', 'A'], [3, 9], [[], ['B', 'A'], []]],
    ['a name twice is of two, in order', ['A', 'B', 'a', 'C'], [3, 9], [['A', 'B'], ['a', 'C'], []]],
    ['a name three times is of three', ['A', 'A', 'A'], [3, 9], [['A'], ['A'], ['A']]],
  ])('%s', (_, aliases, merged, expected) => {
    const members = membersOf(
      row(
        aliases,
        merged.map((id) => ({ id, name: `Merged ${id}` })),
      ),
    )
    expect(members.map((member) => member.aliases)).toEqual(expected)
    expect(members.map(({ id }) => id)).toEqual([...merged, 5].sort((a, b) => a - b))
  })

  test('a role that speaks for who its holder has become stays with the merged one', () => {
    const role = { id: 1, title: 'Spokesman', since: null, until: null, speaks_for: { id: 5, name: 'Root' } }
    expect(holderOf(row([], [{ id: 7, name: 'Merged' }]), role)).toBe(7)
    expect(holderOf(row([], [{ id: 7, name: 'Merged' }]), { ...role, speaks_for: null })).toBe(5)
  })
})
