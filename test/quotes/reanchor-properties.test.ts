import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { RULES, reanchor } from '../../src/quotes/reanchor'
import { told } from './reanchoring'
import { canonical, textWithPlace } from './texts'

describe('whatever the text', () => {
  const statements = fc.array(textWithPlace, { minLength: 1, maxLength: 3 })
  const spans = ({ start, end }: { start: number; end: number }) => [
    { part: 'content' as const, position: 0, start, end },
  ]

  test('in the same text all is unchanged, letter for letter', () => {
    fc.assert(
      fc.property(textWithPlace, (place) => {
        expect(reanchor(place.text, place.text, [spans(place)])).toMatchObject([
          { class: 'unchanged', typography: false, spans: [{ start: place.start, end: place.end }] },
        ])
      }),
    )
  })

  test('what goes over has its words: those at its place, folded the same as before', () => {
    const levelled = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
    fc.assert(
      fc.property(statements, canonical, canonical, ([place], before, behind) => {
        if (!place) return
        const after = `${before}${place.text}${behind}`.normalize('NFC')
        const [outcome] = reanchor(place.text, after, [spans(place)])
        const points = new CodePoints(after)
        const found =
          outcome && 'spans' in outcome ? outcome.spans : (outcome?.candidates.flatMap((one) => one.spans) ?? [])
        for (const span of found) expect(span.exact).toBe(points.slice(span.start, span.end))
        if (outcome && 'spans' in outcome) {
          const was = new CodePoints(place.text).slice(place.start, place.end)
          expect(levelled(outcome.spans[0]?.exact ?? '')).toBe(levelled(was))
        }
      }),
    )
  })

  test('a passage that is nowhere in the new text is not carried', () => {
    const passage = 'Zq kept nothing at all, qz said on Zday.'
    fc.assert(
      fc.property(canonical, canonical, (before, after) => {
        const text = `${before}\n${passage}`
        const start = Array.from(before).length + 1
        const [outcome] = reanchor(text, after, [spans({ start, end: start + passage.length })])
        expect(outcome).not.toHaveProperty('spans')
      }),
    )
  })

  test('the same again gives the same', () => {
    fc.assert(
      fc.property(textWithPlace, canonical, (place, after) => {
        const once = () => reanchor(place.text, after, [spans(place)], RULES)
        expect(once()).toEqual(once())
      }),
    )
  })
})

describe('whatever the other statements', () => {
  /** Pieces joined as sentences, and of each where it stands. */
  function joined(pieces: readonly string[]) {
    let start = 0
    const places = pieces.map((piece) => {
      const place = { start, end: start + piece.length }
      start = place.end + 1
      return place
    })
    return { text: pieces.join(' '), places }
  }

  const over = (...places: { start: number; end: number }[]) =>
    places.map(({ start, end }, position) => ({ part: 'content' as const, position, start, end }))

  const REPEATED = 'We never sold anything to anybody there.'
  /** More than are compared one by one. */
  const MANY = Array.from({ length: 60 }, (_, ordinal) => [REPEATED, `Then came day ${ordinal}.`]).flat()

  test('of two same sentences that touch, one of which went, neither is known, whoever else was asked about', () => {
    const first = 'It began on a cold day in Geneva.'
    const { text, places } = joined([first, REPEATED, REPEATED, 'So it ended.', ...MANY])
    const after = [first, REPEATED, 'So it ended.', ...MANY].join(' ')
    const [before, one, other] = places as [Place, Place, Place]
    const [both, alone, next] = [over(before, one), over(one), over(other)]
    const classes = (...statements: ReturnType<typeof over>[]) => reanchor(text, after, statements).map(told)

    expect(classes(alone)).toEqual(['ambiguous: place'])
    expect(classes(both, alone, next)).toEqual([classes(both)[0], 'ambiguous: place', 'ambiguous: place'])
    expect(classes(alone, both, next)).toEqual(['ambiguous: place', classes(both)[0], 'ambiguous: place'])
  })

  interface Place {
    start: number
    end: number
  }

  test('what becomes of a statement is the same alone, among others, and in any order', () => {
    const sentence = fc.constantFrom(REPEATED, REPEATED, 'Ruiz denied it.', 'It rained.', 'Nobody came, Gomez said.')
    const some = fc.array(sentence, { minLength: 2, maxLength: 8 })
    const put = fc.array(sentence, { maxLength: 2 })
    const statements = fc.array(fc.tuple(fc.nat(7), fc.nat(2)), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(some, fc.nat(7), put, statements, fc.boolean(), (before, edited, instead, chosen, isAmongMany) => {
        const after = before.toSpliced(edited % before.length, 1, ...instead)
        const rest = isAmongMany ? MANY : []
        const { text, places } = joined([...before, ...rest])
        const asked = chosen.map(([first, more]) => {
          const at = first % before.length
          return over(...places.slice(at, Math.min(before.length, at + more + 1)))
        })
        const next = [...after, ...rest].join(' ')
        const alone = asked.map((one) => reanchor(text, next, [one])[0])
        expect(reanchor(text, next, asked)).toEqual(alone)
        expect(reanchor(text, next, asked.toReversed())).toEqual(alone.toReversed())
      }),
    )
  })
})
