import { RULES, reanchor } from '../../src/quotes/reanchor'
import { BEHIND, marked, OTHER, told } from './reanchoring'

/** Where a statement doesn't name its speaker, the sentences before it do. */
describe('who speaks, told before the statement', () => {
  const HE = '[“There were no ships in the bay,”] {he} <said>.'
  const NOBODY = '[“There were no ships in the bay.”]'
  const NAMED = '[“There were no ships in the bay,”] {Peskov} <said>.'
  const PESKOV = 'Dmitry Peskov spoke first.'

  /** What became of it between what stands before it, then and now, and the same text behind. */
  function became(before: string, statement: string, now: string, rules = RULES) {
    const { text, spans } = marked(`${OTHER}\n\n${before}${statement} ${BEHIND}`)
    const [outcome] = reanchor(text, `${OTHER}\n\n${now}${marked(statement).text} ${BEHIND}`, [spans], rules)
    return told(outcome)
  }

  test.each<[string, string, string, string, string]>([
    ['another name', `${PESKOV} `, HE, 'Sergei Lavrov spoke first. ', 'edited: attribution'],
    ['another name, a paragraph before', `${PESKOV}\n\n`, HE, 'Sergei Lavrov spoke first.\n\n', 'edited: attribution'],
    ['another first name', `${PESKOV} `, HE, 'Nikolai Peskov spoke first. ', 'edited: attribution'],
    ['another office', 'The minister spoke. ', HE, 'The ambassador spoke. ', 'edited: attribution'],
    ['a name more', `${PESKOV} `, HE, 'Dmitry Peskov spoke first to Sergei Lavrov. ', 'edited: attribution'],
    ['the sentence taken out', `${PESKOV} `, HE, '', 'edited: attribution'],
    ['another speaker between', `${PESKOV} `, HE, `${PESKOV} Sergei Lavrov disagreed. `, 'edited: attribution'],
    ['a sentence between', `${PESKOV} `, HE, `${PESKOV} It is false what was told before. `, 'edited: attribution'],
    ['words before that sentence', `${PESKOV} `, HE, `Not Ruiz but ${PESKOV} `, 'edited: attribution'],
    [
      'nobody named in it, the name before changed',
      `${PESKOV} It rained. `,
      HE,
      'Sergei Lavrov spoke first. It rained. ',
      'edited: attribution',
    ],
    [
      'a day is nobody',
      `${PESKOV} It rained on Monday. `,
      HE,
      'Sergei Lavrov spoke first. It rained on Monday. ',
      'edited: attribution',
    ],
    [
      'whom he spoke of is not he',
      `${PESKOV} “We trust Maduro,” he said. `,
      HE,
      'Sergei Lavrov spoke first. “We trust Maduro,” he said. ',
      'edited: attribution',
    ],
    ['no source, another name', `${PESKOV} `, NOBODY, 'Sergei Lavrov spoke first. ', 'edited: attribution'],
    [
      'no source, the sentence before another',
      `${PESKOV} `,
      NOBODY,
      'It is false what was reported before, said Sergei Lavrov, namely this. ',
      'edited: attribution',
    ],
    ['no source, nothing before it then', '', NOBODY, `${PESKOV} `, 'edited: attribution'],
    ['nothing changed', `${PESKOV} `, HE, `${PESKOV} `, 'unchanged'],
    ['typesetting', `“${PESKOV}” `, HE, `«${PESKOV}»\n`, 'unchanged'],
    [
      'a spelling mended',
      'Dmitry Peskov spoke for the goverment. ',
      HE,
      'Dmitry Peskov spoke for the government. ',
      'unchanged',
    ],
    ['a name spelt otherwise', 'Dmitry Peskow spoke first. ', HE, `${PESKOV} `, 'edited: attribution'],
    ['a short word is another', `${PESKOV} Yes, he had. `, HE, `${PESKOV} Yes, she had. `, 'edited: attribution'],
    ['what stands before the last name', `It rained. ${PESKOV} `, HE, `It snowed all day. ${PESKOV} `, 'unchanged'],
    ['named in the statement', `${PESKOV} `, NAMED, 'Sergei Lavrov spoke first. ', 'unchanged'],
    [
      'named in the statement, another speaker before',
      `${PESKOV} `,
      NAMED,
      `${PESKOV} Sergei Lavrov disagreed. `,
      'unchanged',
    ],
  ])('%s', (_, before, statement, now, outcome) => {
    expect(became(before, statement, now)).toBe(outcome)
  })

  const MINISTER = '[“There were no ships in the bay,”] {the minister} <said>.'
  test.each<[string, string, string, string]>([
    ['nothing changed', `${PESKOV} `, `${PESKOV} `, 'unchanged'],
    ['the same name in other words', `${PESKOV} `, 'Nobody but Dmitry Peskov spoke at first. ', 'unchanged'],
    ['a sentence between that names nobody', `${PESKOV} `, `${PESKOV} It had rained all day. `, 'unchanged'],
    ['a paragraph between that names nobody', `${PESKOV}\n\n`, `${PESKOV}\n\nUpdated at noon.\n\n`, 'unchanged'],
    [
      'another day and another month',
      `${PESKOV} It rained on Monday in May. `,
      `${PESKOV} It rained on Friday in June. `,
      'unchanged',
    ],
    ['a day and a place more', `${PESKOV} `, `${PESKOV} That was on Monday in Geneva. `, 'unchanged'],
    ['another name', `${PESKOV} `, 'Sergei Lavrov spoke first. ', 'edited: attribution'],
    ['another speaker between', `${PESKOV} `, `${PESKOV} Sergei Lavrov disagreed. `, 'edited: attribution'],
    [
      'another speaker between, by a surname known from elsewhere',
      `Sergei Lavrov came late. ${PESKOV} `,
      `Sergei Lavrov came late. ${PESKOV} Lavrov disagreed. `,
      'edited: attribution',
    ],
    ['the name taken out', `${PESKOV} `, 'It rained. ', 'edited: attribution'],
    ['a name where there was none', 'It rained. ', `${PESKOV} It rained. `, 'edited: attribution'],
  ])('“the minister”, %s', (_, before, now, outcome) => {
    expect(became(before, MINISTER, now)).toBe(outcome)
  })

  test.each([
    'The minister',
    'A spokesman',
    'His spokesman',
    'He himself',
    'She too',
    'The latter',
    'Both',
    'Der Minister',
    'Ein Sprecher',
    'The UK minister',
  ])('“%s” names nobody, wherever it stands', (source) => {
    const statement = `{${source}} <said> [there were no ships in the bay].`
    expect(became(`${PESKOV} `, statement, 'Sergei Lavrov spoke first. ')).toBe('edited: attribution')
    expect(became(`${PESKOV} `, statement, `${PESKOV} `)).toBe('unchanged')
  })

  test.each([
    [
      'a name that opens its sentence and stands nowhere else',
      'Putin spoke first. ',
      'Trump spoke first. ',
      'the president',
    ],
    ['a name behind a preposition', 'Word came from Putin. ', 'Word came from Trump. ', 'the president'],
    ['a place that a ministry is at', 'They met in Moscow. ', 'They met in Kiev. ', 'the ministry'],
    ['who was described otherwise', 'The defence minister spoke. ', 'The trade minister spoke. ', 'the minister'],
  ])('%s', (_, before, now, source) => {
    const statement = `[“There were no ships in the bay,”] {${source}} <said>.`
    expect(became(before, statement, now)).toBe('edited: attribution')
    expect(became(before, statement, before)).toBe('unchanged')
  })

  test('a hop that is heard through “him” rests on it as well', () => {
    const { text, spans } = marked(`${PESKOV} {Maduro} <said> [there were no ships in the bay], he told us. ${BEHIND}`)
    const at = text.indexOf('he told')
    const hop = { part: 'hop_source' as const, position: 0, start: at, end: at + 2 }
    const after = text.replace(PESKOV, 'Sergei Lavrov spoke first.')
    expect(reanchor(text, after, [spans, [...spans, hop]]).map(told)).toEqual(['unchanged', 'edited: attribution'])
  })

  test('the editor is shown the place it has', () => {
    const { text, spans } = marked(`${PESKOV} ${HE} ${BEHIND}`)
    const after = text.replace(PESKOV, 'Sergei Lavrov spoke first, and said little.')
    const [outcome] = reanchor(text, after, [spans])
    const [first] = outcome && 'candidates' in outcome ? outcome.candidates : []
    expect(first?.spans.map(({ exact }) => exact)).toEqual(['“There were no ships in the bay,”', 'he', 'said'])
    expect(first?.spans[0]?.start).toBe(after.indexOf('“There'))
  })

  test('the control: without the rule it goes over in silence', () => {
    expect(became(`${PESKOV} `, HE, 'Sergei Lavrov spoke first. ', { ...RULES, speaker: false })).toBe('unchanged')
  })
})
