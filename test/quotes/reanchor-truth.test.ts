import { TrackedText } from '../../bench/anchoring/tracked-text'
import { foreignSentences } from '../../bench/anchoring/trials'
import { judge, placesNow, truthOf } from '../../bench/anchoring/truth'
import { reanchor } from '../../src/quotes/reanchor'
import { marked } from './reanchoring'

/** What the bench holds a matcher against has to be true, and what it excuses nobody may be able to know. */
describe('the truth about edits', () => {
  test('words put back letter for letter are those that stood there; others are not', () => {
    const tracked = new TrackedText('We sold the tanks.')
    tracked.replace(8, 11, 'the')
    tracked.settle()
    expect(tracked.origins).toEqual(Array.from('We sold the tanks.', (_, place) => place))

    tracked.replace(8, 11, 'The')
    tracked.settle()
    expect(tracked.origins.slice(8, 11)).toEqual([-1, -1, -1])
  })

  test('a sentence is foreign to an article unless it tells what a statement of it does', () => {
    const content = 'it would be irrational not to'
    const text = `She said ${content}.`
    const [span] = [{ part: 'content' as const, position: 0, start: 9, end: 9 + content.length }]
    const lender = {
      name: 'lender',
      text: 'Not to talk, she wrote, would be irrational. Whoever did it could be subject to dismissal.',
      statements: [],
    }
    expect(foreignSentences([{ name: 'own', text, statements: [[span]] }, lender])[0]).toEqual([
      'Whoever did it could be subject to dismissal.',
    ])
  })

  const NEXT = ' Nobody at the ministry wanted to say more about it when asked in the evening.'
  const FIRST = 'Talks in Geneva ended late on Friday without any result that could be seen. '
  const QUOTED = 'Ruiz said the old ferry would surely sail again in the first week of May.'

  const MARKED = marked(
    `${FIRST}{Ruiz} <said> [the old ferry would surely sail again in the first week of May].${NEXT}`,
  )

  /** The verdict of what becomes of the quotation after edits. */
  function verdictAfter(edit: (tracked: TrackedText, from: number, to: number) => void): string {
    const { text, spans } = MARKED
    const tracked = new TrackedText(text)
    edit(tracked, FIRST.length, FIRST.length + QUOTED.length)
    tracked.settle()
    const now = placesNow(tracked, Array.from(text).length)
    const [outcome] = reanchor(text, tracked.text, [spans])
    return outcome ? judge(truthOf(Array.from(text), tracked, now, spans), outcome, tracked, spans) : ''
  }

  test('a copy that was edited and the passage deleted beside it is the passage edited', () => {
    expect(
      verdictAfter((tracked, from, to) => {
        tracked.copy(from, to, from, '', ' ')
        tracked.delete(to + 1, to + 1 + QUOTED.length + 1)
        tracked.replace(to - 4, to - 1, 'June')
      }),
    ).toBe('undecidable')
  })

  test('a copy where the passage stood, and the passage taken elsewhere, is the passage copied elsewhere', () => {
    expect(
      verdictAfter((tracked, from, to) => {
        tracked.copy(from, to, from, '', ' ')
        tracked.insert(tracked.characters.length, ' ')
        tracked.move(to + 1, to + 1 + QUOTED.length, tracked.characters.length)
      }),
    ).toBe('undecidable')
  })

  test.each([
    ['at the end', Number.POSITIVE_INFINITY],
    ['right beside it', FIRST.length + QUOTED.length],
  ])('a copy %s is not the passage while that is where it was', (_, where) => {
    const { text, spans } = MARKED
    const tracked = new TrackedText(text)
    const to = Math.min(where, tracked.characters.length)
    tracked.copy(FIRST.length, FIRST.length + QUOTED.length, to, ' ', '')
    const at = to + 1
    const found = spans.map((span) => ({
      ...span,
      start: span.start - FIRST.length + at,
      end: span.end - FIRST.length + at,
    }))
    const now = placesNow(tracked, Array.from(text).length)
    const taken = found.map((span) => ({ ...span, exact: tracked.slice(span.start, span.end), prefix: '', suffix: '' }))
    const outcome = { class: 'unchanged' as const, spans: taken, typography: false }
    expect(taken.map(({ exact }) => exact)).toEqual(
      spans.map(({ start, end }) => Array.from(text).slice(start, end).join('')),
    )
    expect(judge(truthOf(Array.from(text), tracked, now, spans), outcome, tracked, spans)).toBe('wrong')
  })

  test('what another was named before may not go over by itself, though its words are there', () => {
    const { text, spans } = MARKED
    const tracked = new TrackedText(text)
    const now = placesNow(tracked, Array.from(text).length)
    const [outcome] = reanchor(text, text, [spans])
    if (!outcome) throw new Error('no outcome')
    const verdictOf = (isAnothers: boolean) =>
      judge(truthOf(Array.from(text), tracked, now, spans, isAnothers), outcome, tracked, spans)
    expect([false, true].map(verdictOf)).toEqual(['carried', 'wrong'])
  })

  test('new words that say the same are not the passage: that it is said to be edited is a mistake', () => {
    expect(verdictAfter((tracked, from, to) => tracked.replace(from, to, QUOTED.replace('May', 'June')))).toBe(
      'mistaken',
    )
  })
})
