import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { RULES, reanchor } from '../../src/quotes/reanchor'
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
