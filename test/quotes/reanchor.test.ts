import fc from 'fast-check'
import { CodePoints } from '../../src/quotes/code-points'
import { RULES, reanchor } from '../../src/quotes/reanchor'
import type { Reanchored } from '../../src/quotes/reanchored'
import { marked } from './reanchoring'
import { canonical, textWithPlace } from './texts'

const BEFORE = 'Talks in Geneva ended late on Friday without any result that could be seen.'
const BEHIND = 'Nobody at the ministry wanted to say more about it when asked in the evening.'
const OTHER = 'Prices of wheat rose by a tenth in the same week, traders in Odessa reported.'
const QUOTE = '[“We have not sold 10 tanks,”] {Ruiz} <said> on Monday.'
const PLAIN = marked(QUOTE).text

/** The class, `typography` where that alone changed, or why an editor is asked. */
function told(outcome: Reanchored | undefined): string {
  if (!outcome || outcome.class === 'gone') return 'gone'
  if ('typography' in outcome) return outcome.typography ? `${outcome.class}, typography` : outcome.class
  return `${outcome.class}: ${outcome.because}`
}

const around = (quote: string) => `${BEFORE}\n\n${quote}\n\n${BEHIND}\n\n${OTHER}`

/** What became of the marked statement, its text standing among others, in a text that has other words instead of it. */
function became(was: string, is: string) {
  const { text, spans } = marked(around(was))
  const [outcome] = reanchor(text, around(is), [spans])
  return told(outcome)
}

describe('between the same neighbours', () => {
  test.each<[string, string, string, string]>([
    ['the same', QUOTE, PLAIN, 'unchanged'],
    ['straight quotation marks', QUOTE, PLAIN.replace(/[“”]/g, '"'), 'unchanged, typography'],
    ['guillemets', QUOTE, PLAIN.replace('“', '«').replace('”', '»'), 'unchanged, typography'],
    ['guillemets with spaces', QUOTE, PLAIN.replace('“', '« ').replace('”', ' »'), 'unchanged, typography'],
    ['no-break spaces', QUOTE, PLAIN.replaceAll(' ', '\u00a0'), 'unchanged, typography'],
    ['broken lines', QUOTE, PLAIN.replaceAll(' ', '\n'), 'unchanged, typography'],
    ['a soft hyphen', QUOTE, PLAIN.replace('tanks', 'ta\u00adnks'), 'unchanged, typography'],
    [
      'another dash',
      '[a — well — known thing], {Ruiz} <said>.',
      'a -- well – known thing, Ruiz said.',
      'unchanged, typography',
    ],
    ['dots for an ellipsis', '[“So … no,”] {Ruiz} <said>.', '“So ... no,” Ruiz said.', 'unchanged, typography'],
    ['an apostrophe', '[“We don’t,”] {Ruiz} <said>.', "“We don't,” Ruiz said.", 'unchanged, typography'],
    ['spaces beyond the spans', '[no]  {he} <said> so', 'no {he} said so'.replace(/[{}]/g, ''), 'unchanged'],
    ['a “not” less', QUOTE, PLAIN.replace('not ', ''), 'edited: words'],
    ['a “not” more', '[“We have sold tanks,”] {Ruiz} <said>.', '“We have not sold tanks,” Ruiz said.', 'edited: words'],
    ['a nought more', QUOTE, PLAIN.replace('10', '100'), 'edited: words'],
    [
      'a thousand times more',
      '[1,000 tanks were sold], {Ruiz} <said>.',
      '1,000,000 tanks were sold, Ruiz said.',
      'edited: words',
    ],
    [
      'a decimal point moved',
      '[it grew 3.5 percent a year], {he} <said>',
      'it grew 35 percent a year, he said',
      'edited: words',
    ],
    [
      'a space in a number',
      '[it grew 3.5 percent a year], {he} <said>',
      'it grew 3. 5 percent a year, he said',
      'edited: words',
    ],
    [
      'a sign before a number',
      '[it fell to -5 degrees then], {he} <said>',
      'it fell to 5 degrees then, he said',
      'edited: words',
    ],
    [
      'a spelling mended',
      '[“The goverment knows it,”] {Ruiz} <said>.',
      '“The government knows it,” Ruiz said.',
      'edited: words',
    ],
    ['a word less', QUOTE, PLAIN.replace('10 ', ''), 'edited: words'],
    [
      'a sentence put into it',
      '[“We sold none. We bought none,”] {Ruiz} <said>.',
      '“We sold none. We saw some. We bought none,” Ruiz said.',
      'edited: words',
    ],
    ['quotation marks taken off', QUOTE, PLAIN.replace(/[“”]/g, ''), 'edited: words'],
    ['a question mark', '[“We sold none.”]', '“We sold none?”', 'edited: words'],
    [
      'names swapped in it',
      '[Ruiz will meet Gomez in May], {he} <said>',
      'Gomez will meet Ruiz in May, he said',
      'edited: words',
    ],
    ['the speaker another', QUOTE, PLAIN.replace('Ruiz', 'Gomez'), 'edited: attribution'],
    ['a pronoun for the speaker', QUOTE, PLAIN.replace('Ruiz', 'he'), 'edited: attribution'],
    ['another saying', QUOTE, PLAIN.replace('said', 'denied'), 'edited: attribution'],
    ['the speaker taken out', QUOTE, PLAIN.replace(' Ruiz said', ''), 'edited: attribution'],
    ['“never” before the saying', QUOTE, PLAIN.replace('said', 'never said'), 'edited: sentence'],
    ['another day in the sentence', QUOTE, PLAIN.replace('Monday', 'Tuesday'), 'edited: sentence'],
    ['hedged', QUOTE, PLAIN.replace('said', 'allegedly said'), 'edited: sentence'],
    ['words put before the sentence', QUOTE, `It is not true that ${PLAIN}`, 'edited: sentence'],
    ['a word of it twice', '{Ruiz} <said>: [We sold none.]', 'Ruiz Ruiz said: We sold none.', 'edited: sentence'],
    ['words put behind the sentence', QUOTE, `${PLAIN} or so it was told.`, 'edited: sentence'],
    [
      'another sentence of its small words instead',
      '{Ruiz} <said> [it would be an embarrassment not to].',
      'Whoever did it could be subject to dismissal.',
      'ambiguous: place',
    ],
    ['deleted', QUOTE, '', 'gone'],
    ['another quotation instead', QUOTE, '“Ask somebody else about that,” Petrova answered.', 'gone'],
    ['doubled', QUOTE, `${PLAIN} ${PLAIN}`, 'ambiguous: place'],
    ['doubled as a paragraph', QUOTE, `${PLAIN}\n\n${PLAIN}`, 'ambiguous: place'],
    ['edited, and a true copy behind', QUOTE, `${PLAIN.replace('not ', '')} ${PLAIN}`, 'ambiguous: place'],
    ['a true copy before, and edited', QUOTE, `${PLAIN} ${PLAIN.replace('not ', '')}`, 'ambiguous: place'],
    [
      'a sentence of it doubled',
      '[“We sold none. We never will,”] {Ruiz} <said>.',
      '“We sold none. We sold none. We never will,” Ruiz said.',
      'edited: words',
    ],
    ['one new sentence before', QUOTE, `It rained all day. ${PLAIN}`, 'unchanged'],
    ['one new sentence behind', QUOTE, `${PLAIN} It rained all day.`, 'unchanged'],
    ['a new paragraph before', QUOTE, `It rained all day in Geneva and elsewhere.\n\n${PLAIN}`, 'unchanged'],
    [
      'a split quotation',
      '[“We sold none,”] {he} <said>. [“And never will.”]',
      '“We sold none,” he said. “And never will.”',
      'unchanged',
    ],
    [
      'one part of it edited',
      '[“We sold none,”] {he} <said>. [“And we never will.”]',
      '“We sold none,” he said. “And we surely will.”',
      'edited: words',
    ],
    [
      'parts the other way round',
      '[“We sold none of them,”] {he} <said>. [“And we never will do so.”]',
      '“And we never will do so.” he said. “We sold none of them,”',
      'ambiguous: place',
    ],
    [
      'something between its parts',
      '[“We sold none,”] {he} <said>. [“And never will.”]',
      '“We sold none,” he said. Gomez spoke. “And never will.”',
      'edited: sentence',
    ],
    [
      'over a paragraph’s end',
      '[“We sold none.\n\nNever,”] {Ruiz} <said>.',
      '“We sold none.\n\nNever,” Ruiz said.',
      'unchanged',
    ],
    [
      'the paragraph’s end taken out',
      '[“We sold none.\n\nNever,”] {Ruiz} <said>.',
      '“We sold none. Never,” Ruiz said.',
      'unchanged, typography',
    ],
    [
      'a source far before',
      '{Ruiz} spoke on Monday. The hall was full. [“None.”]',
      'Ruiz spoke on Monday. The hall was full. “None.”',
      'unchanged',
    ],
    [
      'somebody else between',
      '{Ruiz} spoke on Monday. [“We sold none at all.”]',
      'Ruiz spoke on Monday. Then Gomez took over. “We sold none at all.”',
      'edited: sentence',
    ],
    [
      'one word',
      '[“No,”] {Ruiz} <said> when she was asked on Monday.',
      '“No,” Ruiz said when she was asked on Monday.',
      'unchanged',
    ],
    [
      'one word edited',
      '[“No,”] {Ruiz} <said> when she was asked on Monday.',
      '“Yes,” Ruiz said when she was asked on Monday.',
      'gone',
    ],
    ['emoji', '[“Sold 😀👩‍👩‍👧🇻🇪,”] {Ruiz} <tweeted>.', '“Sold 😀👩‍👩‍👧🇻🇪,” Ruiz tweeted.', 'unchanged'],
    [
      'another emoji',
      '[“We sold none 👩‍👩‍👧 today,”] {Ruiz} <tweeted>.',
      '“We sold none 👩‍👩‍👦 today,” Ruiz tweeted.',
      'edited: words',
    ],
    [
      'an accent more',
      '[“We met in the cafe there,”] {Ruiz} <said>.',
      '“We met in the café there,” Ruiz said.',
      'edited: words',
    ],
    [
      'a mark behind a letter',
      '[x̣ marks the spot here], {Ruiz} <said>.',
      'ẋ marks the spot here, Ruiz said.'.normalize('NFC'),
      'edited: words',
    ],
    [
      'Chinese',
      '{外交部}周一<表示]，[愿意进行双边对话。]'.replace('<表示]', '<表示>'),
      '外交部周一表示，愿意进行双边对话。',
      'unchanged',
    ],
    [
      'Chinese with a “not” put in before it',
      '{外交部}周一<表示>，[愿意进行双边对话。]',
      '外交部周一表示，不愿意进行双边对话。',
      'edited: sentence',
    ],
    ['Thai', '[เขาไม่ได้ขายรถถัง] {เขา}<กล่าว>', 'เขาไม่ได้ขายรถถัง เขากล่าว', 'unchanged'],
    [
      'Japanese edited',
      '{首相}は[戦車を売っていない]と<述べた>。',
      '首相は戦車を売っていたと述べた。',
      'edited: words',
    ],
    ['Arabic', '<قال> {المتحدث}: [لم نبع أي شيء لأحد].', 'قال المتحدث: لم نبع أي شيء لأحد.', 'unchanged'],
    [
      'Arabic without its “not”',
      '<قال> {المتحدث}: [لم نبع أي شيء لأحد].',
      'قال المتحدث: نبيع أي شيء لأحد.',
      'edited: words',
    ],
    [
      'marks of direction',
      '<قال> {المتحدث}: [لم نبع أي شيء لأحد].',
      'قال المتحدث: \u200fلم نبع أي شيء لأحد\u200f.',
      'unchanged',
    ],
    [
      'letters turned round',
      '[We sold none of it], {he} <said>',
      'We sold \u202enone\u202c of it, he said',
      'edited: words',
    ],
  ])('%s', (_, was, is, outcome) => {
    expect(became(was, is)).toBe(outcome)
  })
})

describe('case', () => {
  test.each<[string, string, string, string]>([
    [
      'a sentence that begins otherwise',
      '{Ruiz} <said>: [The army left the town].',
      'Ruiz said: the army left the town.',
      'unchanged, typography',
    ],
    [
      'a name and a word at the beginning',
      '{Ruiz} <said>: [March was hard for us all].',
      'Ruiz said: march was hard for us all.',
      'edited: words',
    ],
    [
      '“US” and “us”',
      '[It will help us a lot there], {he} <said>',
      'It will help US a lot there, he said',
      'edited: words',
    ],
    [
      'a month and a walk',
      '[the march was long and cold], {he} <said>',
      'the March was long and cold, he said',
      'edited: words',
    ],
    [
      'a headline in title case',
      '{Kremlin} <denies> [reports of tanks in Venezuela]',
      'Kremlin Denies Reports of Tanks in Venezuela',
      'unchanged, typography',
    ],
    [
      'a headline with a word that is a name, too',
      '{Kremlin} <denies> [reports of a march in Venezuela]',
      'Kremlin Denies Reports of a March in Venezuela',
      'edited: words',
    ],
    [
      'a headline in capitals',
      '{Kremlin} <denies> [reports of tanks in Venezuela]',
      'KREMLIN DENIES REPORTS OF TANKS IN VENEZUELA',
      'edited: words',
    ],
    [
      'one capital in a sentence',
      '[the state sold tanks to him], {he} <said>.',
      'the State sold tanks to him, he said.',
      'edited: words',
    ],
  ])('%s', (_, was, is, outcome) => {
    expect(became(was, is)).toBe(outcome)
  })
})

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
