import { reanchor } from '../../src/quotes/reanchor'
import { around, BEFORE, BEHIND, marked, OTHER, PLAIN, QUOTE, told } from './reanchoring'

describe('elsewhere in the text', () => {
  const text = (...paragraphs: string[]) => paragraphs.join('\n\n')
  const was = text(BEFORE, QUOTE, BEHIND, OTHER)
  const said = '[“We have not sold 10 tanks,”] {he} <said>.'
  test.each<[string, string, string, string]>([
    ['its paragraph at the end', was, text(BEFORE, BEHIND, OTHER, PLAIN), 'moved'],
    ['its paragraph at the beginning', was, text(PLAIN, BEFORE, BEHIND, OTHER), 'moved'],
    ['the others put round it', was, text(OTHER, BEFORE, PLAIN, BEHIND), 'unchanged'],
    [
      'its paragraph, with “he”',
      text(BEFORE, said, BEHIND, OTHER),
      text(BEFORE, BEHIND, OTHER, marked(said).text),
      'ambiguous: place',
    ],
    ['deleted, its sentence repeated in the lede', was, text(`${BEFORE} ${PLAIN}`, BEHIND, OTHER), 'unchanged'],
    ['deleted, repeated further down', was, text(BEFORE, BEHIND, `${OTHER} ${PLAIN}`), 'ambiguous: place'],
    [
      'its words repeated by another speaker',
      was,
      text(BEFORE, PLAIN, BEHIND, OTHER, PLAIN.replace('Ruiz', 'Gomez')),
      'unchanged',
    ],
    [
      'deleted, its words another’s',
      was,
      text(BEFORE, BEHIND, OTHER, PLAIN.replace('Ruiz', 'Gomez')),
      'ambiguous: place',
    ],
    ['a copy at the end', was, text(BEFORE, PLAIN, BEHIND, OTHER, PLAIN), 'unchanged'],
    ['nothing left but the sentence', was, PLAIN, 'ambiguous: place'],
    ['another text', was, text('A cat sat on a mat in the sun.', 'It purred, and slept.'), 'gone'],
    ['hardly any text', was, '.', 'gone'],
    ['the first thing in the text', text(QUOTE, BEHIND), text(PLAIN, BEHIND, OTHER), 'unchanged'],
    ['the last thing in the text', text(BEHIND, QUOTE), text(OTHER, BEHIND, PLAIN), 'unchanged'],
    ['the only thing in the text', QUOTE, text(BEFORE, PLAIN, BEHIND), 'unchanged'],
    [
      'of two speakers of the same words, the other deleted',
      text(QUOTE, BEHIND, PLAIN.replace('Ruiz', 'Gomez')),
      text(PLAIN, BEHIND),
      'unchanged',
    ],
    [
      'of two speakers of the same words, this one deleted',
      text(QUOTE, BEHIND, PLAIN.replace('Ruiz', 'Gomez')),
      text(BEHIND, PLAIN.replace('Ruiz', 'Gomez')),
      'ambiguous: place',
    ],
    [
      'one of two same ones beside each other deleted, a third a few words further on',
      `${BEFORE} ${QUOTE} ${PLAIN} Then this: ${PLAIN} ${OTHER}`,
      `${BEFORE} ${PLAIN} Then this: ${PLAIN} ${OTHER}`,
      'ambiguous: place',
    ],
    [
      'one of two same ones deleted, with what stood between',
      `${BEFORE} ${QUOTE} ${OTHER} ${PLAIN} ${BEHIND}`,
      `${BEFORE} ${PLAIN} ${BEHIND}`,
      'ambiguous: place',
    ],
  ])('%s', (_, before, after, outcome) => {
    const { text, spans } = marked(before)
    expect(told(reanchor(text, after, [spans])[0])).toBe(outcome)
  })

  test('an editor is shown the places, the likeliest first, with what stands beside', () => {
    const { text, spans } = marked(was)
    const [outcome] = reanchor(text, around(`${PLAIN.replace('not ', '')} ${PLAIN.replace('Ruiz', 'Gomez')}`), [spans])
    expect(outcome?.class === 'ambiguous' || outcome?.class === 'edited').toBe(true)
    const candidates = outcome && 'candidates' in outcome ? outcome.candidates : []
    expect(candidates.length).toBe(2)
    expect(candidates[0]?.spans.map(({ part }) => part)).toContain('content')
  })

  test.each<[string, string, string]>([
    ['the last word is another', 'the ferry would sail again in May', 'the ferry would sail again in June'],
    ['the last words are', 'the ferry would sail again in May', 'the ferry would sail again later this year'],
    [
      'the last word is several',
      'the ferry would sail again in May',
      'the ferry would sail again in the first week of June',
    ],
    ['the first words are', 'the ferry would sail again', 'a boat or two would sail again'],
  ])('a place goes on up to what stood beside the passage: %s', (_, was, is) => {
    const sentence = (words: string) => `{Ruiz} <said> on Monday that [${words}].`
    const { text, spans } = marked(around(sentence(was)))
    const [outcome] = reanchor(text, around(marked(sentence(is)).text), [spans])
    const candidates = outcome && 'candidates' in outcome ? outcome.candidates : []
    expect(candidates[0]?.spans.find(({ part }) => part === 'content')?.exact).toBe(is)
  })

  test('a place at the end of both texts goes on up to it, and no further where all else is gone', () => {
    const { text, spans } = marked(`${BEFORE} {Ruiz} <said> [the ferry would sail in May]`)
    const contentOf = (after: string) => {
      const [outcome] = reanchor(text, after, [spans])
      const candidates = outcome && 'candidates' in outcome ? outcome.candidates : []
      return candidates[0]?.spans.find(({ part }) => part === 'content')?.exact
    }
    expect(contentOf(`${BEFORE} Ruiz said the ferry would sail in June`)).toBe('the ferry would sail in June')
    expect(contentOf(`${BEFORE} Ruiz said the ferry would sail in`)).toBe('the ferry would sail in')
  })

  test('statements may overlap', () => {
    const one = marked(around(QUOTE))
    const other = marked(around('“We have [not sold 10 tanks],” {Ruiz} <said> on Monday.'))
    const after = `${OTHER} ${OTHER}\n\n${around(PLAIN)}`
    expect(reanchor(one.text, after, [one.spans, other.spans]).map(told)).toEqual(['unchanged', 'unchanged'])
  })
})
