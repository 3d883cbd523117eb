import { reanchor } from '../../src/quotes/reanchor'
import { around, marked, PLAIN, QUOTE, told } from './reanchoring'

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
