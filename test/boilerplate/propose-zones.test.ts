import { proposeZones } from '../../src/boilerplate/propose-zones'
import { CodePoints } from '../../src/quotes/code-points'

const BEFORE = [
  'Bridge stays shut until autumn',
  'By Ana Ruiz',
  'The bridge over the Orrin will stay shut until autumn, the council decided on Monday by seven votes to six.',
]
const AFTER = [
  '“We can’t open half a bridge,” council leader Bram Estley said, and denied that there was a plan for a ferry.',
]

/** What is proposed of lines in the middle or at the end of an article, in words, with its kind. */
function proposed(lines: string, language: string, place: 'middle' | 'end' | 'top' = 'middle') {
  const above = place === 'top' ? [] : BEFORE
  const below = place === 'top' ? [...BEFORE, ...AFTER] : place === 'middle' ? AFTER : []
  const text = [...above, lines, ...below].join('\n\n')
  const points = new CodePoints(text)
  return proposeZones(text, language).map(({ start, end, kind, reason }) => ({
    words: points.slice(start, end),
    kind,
    reason,
  }))
}

test.each([
  ['appeal', 'en', 'Sign up for our free weekly newsletter'],
  ['appeal', 'en', 'Support us'.concat('\nYour gift of $5 keeps our reporting free.')],
  ['appeal', 'en', 'We need your help: please support our journalism from just $2 a month.'],
  ['appeal', 'en', 'Follow Ana Ruiz on Twitter @anaruiz.'],
  ['appeal', 'de', 'Jetzt kostenlos anmelden: Erhalten Sie unseren Newsletter jeden Morgen.'],
  ['appeal', 'fr', 'Abonnez-vous à notre newsletter, votre soutien est précieux.'],
  ['appeal', 'es', 'Suscríbete a nuestro boletín y recibe las noticias en tu correo.'],
  ['appeal', 'pt', 'Assine nossa newsletter e receba as notícias no seu e-mail.'],
  ['appeal', 'it', 'Iscriviti alla nostra newsletter: ogni settimana nella tua casella di posta.'],
  ['appeal', 'ru', 'Подписывайтесь на наш телеграм-канал.'],
  ['navigation', 'en', 'Read more: Divers find a second bell'],
  ['navigation', 'en', 'Most viewed\nDivers find a second bell\nThe ferry that nobody owns'],
  ['navigation', 'en', 'Share on Facebook'],
  ['navigation', 'en', 'Listen to this article · 6 min'],
  ['navigation', 'en', 'Share\nSave'],
  ['navigation', 'en', 'Read the rest here.'],
  ['navigation', 'de', 'Lesen Sie auch: Warum der Speicher leer steht'],
  ['navigation', 'fr', 'Lire aussi : Les camions et le silence'],
  ['caption', 'en', 'The bridge in March. Photo: Ola Brink'],
  ['caption', 'en', '(Photo by Ola Brink/Getty Images)'],
  ['caption', 'en', 'The bridge in March, before the crack was found. OLA BRINK / MERIDIAN'],
  ['caption', 'de', 'Die Brücke im März. © Ola Brink/Küstenbild'],
  ['caption', 'ru', 'Фото: Антон Лисин'],
  ['other', 'en', 'Advertisement'],
  ['other', 'en', '© 2024 Saltmarsh Media Ltd. All rights reserved.'],
  ['other', 'en', 'We value your privacy\nWe and our partners use cookies, and you may change that.\nAccept all'],
  ['other', 'en', 'S&P 5,204.34 +0.11%   Copper 4.39 -1.2%'],
])('finds %s in %s: %s', (kind, language, lines) => {
  expect(proposed(lines, language).map((zone) => [zone.kind, zone.words])).toEqual([[kind, lines]])
})

test.each([
  ['an imperative in a quotation', '“Sign up for our newsletter, support us with $5,” her message said.'],
  [
    'an imperative that somebody reports',
    'Subscribe now, pay later: that is how it lost its readers’ trust, Voss says.',
  ],
  ['a proverb', 'Follow the money, and it leads mostly to retired teachers.'],
  ['a noun that looks like an imperative', 'Support for the pool grows'],
  ['a plea in a speech', 'I need your help, and this country needs it, so stand with me and with each other now.'],
  ['prices and newsletters', 'A subscription to the newsletter costs $48, and two people live on it.'],
  ['an outlet that speaks of itself', 'We asked all five members how they would vote. Two answered us; both said no.'],
  ['questions of an interview', 'Can you help us?\n\nWill you join us?\n\nTell us about your boots.'],
  [
    'a subheading like a list’s',
    'Related\n\nThe dispute goes back to 2015, when the first crack was found below the northern arch.',
  ],
  ['a correction', 'Correction: An earlier version of this article misstated how long the bridge is.'],
  ['an agency’s credits', '(Reporting by Tomas Arrel in Varnok; Editing by Hana Louvel)'],
  ['a lone name and agency', 'Carlos Brink / Meridian'],
  ['a report of pictures', 'Photos by residents show water below the northern arch of the bridge.'],
  ['a paper named Bild', 'Bilder von Anwohnern zeigen Wasser unter dem nördlichen Bogen der Brücke.'],
  ['cookies that are baked', 'You can freeze the cookies.\nWe do not, since our cookies never last.'],
  ['results of a vote', 'Ruiz 51 %, Cole 49 %'],
  ['a time of a live report', '16:42\nThe bridge reopens'],
  [
    'a word that is a button elsewhere',
    'Save\n\nThe council wants to save a million, and says how in a paper of three pages.',
  ],
  [
    'comments that are spoken of',
    'Comments\n\nThe council closed its comments page in May, after a week in which nobody had written.',
  ],
])('leaves %s to the article', (_what, lines) => {
  expect(proposed(lines, 'en')).toEqual([])
})

test.each([
  ['de', 'Die Zeitung bittet um Spenden. Newsletter verschickt sie nicht mehr, sagt Reichel.'],
  ['de', '„Melden Sie sich an, wenn Sie etwas zu sagen haben“, heißt es auf einem Schild.'],
  ['fr', '« Soutenez-nous, abonnez-vous à la newsletter », a lancé la maire.'],
  ['es', 'El diario pide a sus lectores que apoyen la campaña, según su directora.'],
  ['ru', '«Подписывайтесь на наш канал», — сказал он.'],
  ['it', 'Il giornale chiede una donazione ai lettori, ha detto la direttrice.'],
])('leaves what is told of appeals to the article in %s: %s', (language, lines) => {
  expect(proposed(lines, language)).toEqual([])
})

const THREAD = [
  'waterboy',
  '3 hours ago',
  'They had nine years.',
  'Reply',
  'Gretl M.',
  '2 hours ago',
  'July is gone.',
  'Reply',
]

test('takes everything below a heading of comments for comments, once a thread shows', () => {
  const thread = ['2 Comments', ...THREAD].join('\n')
  expect(proposed(thread, 'en', 'end')).toEqual([
    { words: thread, kind: 'comments', reason: '“2 Comments” is above readers’ comments.' },
  ])
})

test('takes a link to comments beside the byline for no heading, whatever times stand below it', () => {
  const times = '12 Comments\n\nPublished 4 June 2019, 10:12\nUpdated 4 June 2019, 11:30\n3 hours ago'
  expect(proposed(times, 'en', 'top').filter(({ kind }) => kind === 'comments')).toEqual([])
  expect(proposed('12 Comments', 'en')).toEqual([])
})

test('knows a thread without a heading by three names, times and buttons', () => {
  const thread = [...THREAD, 'Bob Tarn', '1 hour ago', 'Well.', 'Reply'].join('\n')
  expect(proposed(thread, 'en', 'end')).toMatchObject([{ words: thread, kind: 'comments' }])
  expect(proposed(THREAD.join('\n'), 'en', 'end')).toEqual([])
})

test('tells what follows comments from them', () => {
  const text = ['2 Comments', ...THREAD, '', 'Most viewed', 'Divers find a second bell', 'The ferry'].join('\n')
  expect(proposed(text, 'en', 'end').map(({ kind }) => kind)).toEqual(['comments', 'navigation'])
})

test('knows a thread by its shape where it has no words of the language', () => {
  const text = ['Reacties (2)', 'Piet V.', '4 maart 2025, 17:12', 'Eindelijk!'].join('\n')
  expect(proposed(text, 'nl', 'end')).toEqual([])
  expect(proposed('© 2025 Zaltveens Dagblad', 'nl', 'end')).toMatchObject([{ kind: 'other' }])
})

test('takes weaker lines for an appeal only between its opening and its plea', () => {
  const opening = 'A message from The Daily:\n\nDear readers,'
  const middle = 'Our work is in danger, and we will not be silent about it, whatever it may cost us this year.'
  const plea = 'Please support us from just $2 a month. Your gift keeps our journalism alive.'
  const whole = [opening, middle, plea].join('\n\n')
  expect(proposed(whole, 'en', 'end')).toMatchObject([{ words: whole, kind: 'appeal' }])
  expect(proposed(middle, 'en', 'end')).toEqual([])
})

test('leaves a report to the article that stands between two appeals', () => {
  const report =
    'Twitter acknowledged that our rules and our users’ rights are hard to weigh, and said it had no newsletter.'
  const zones = proposed(`Sign up for our newsletter\n\n${report}\n\nSupport us`, 'en', 'end')
  expect(zones.map(({ words }) => words)).toEqual(['Sign up for our newsletter', 'Support us'])
})

test('takes no headline for the last title of a list above it, and no heading for one in the middle', () => {
  const links = ['Most viewed', 'Divers find a second bell', 'The ferry that nobody owns']
  expect(proposed(links.join('\n\n'), 'en', 'top')).toEqual([])
  expect(proposed(links.join('\n'), 'en', 'top')).toMatchObject([{ words: links.join('\n') }])
  const apart = [...links, 'What the council wants'].join('\n\n')
  expect(proposed(apart, 'en')).toMatchObject([{ words: links.join('\n\n') }])
})

test('takes the rest of a box with it: title, field, button', () => {
  const box = 'The Daily Brief\nFive stories that matter.\nSign up for our newsletter\nEmail address\nSubscribe'
  expect(proposed(box, 'en')).toMatchObject([{ words: box, kind: 'appeal' }])
})

test('proposes the sentences at a paragraph’s end that ask, and not the others', () => {
  const told = 'The council meets again on Tuesday.'
  const asked = 'Sign up for our newsletter here.'
  expect(proposed(`${told} ${asked}`, 'en')).toMatchObject([{ words: asked, kind: 'appeal' }])
  expect(proposed(`${told} ${asked} ${told}`, 'en')).toEqual([])
})

test('knows an author’s biography by the byline’s name at the article’s foot', () => {
  const biography = 'Ana Ruiz covers bridges and the people who cross them.'
  expect(proposed(biography, 'en', 'end')).toMatchObject([{ words: biography, kind: 'other' }])
  expect(proposed(biography.replace('Ana', 'Eva'), 'en', 'end')).toEqual([])
})

test('takes short lines at the foot for links, and lists of names or figures not', () => {
  const titles =
    'Divers find a second bell\nThe ferry that nobody owns\nSchools close for the regatta\nBurnt leek tart again'
  expect(proposed(titles, 'en', 'end')).toMatchObject([{ words: titles, kind: 'navigation' }])
  expect(proposed('Ana Ruiz\nBen Cole\nCara Doyle\nDan Ray', 'en', 'end')).toEqual([])
  expect(proposed('Bellmore 3, Tarn 1\nOstrey 0, Penn 0\nHale 2, Stour 2\nBracken 1, Moor 4', 'en', 'end')).toEqual([])
})

test('takes a cry and a menu above the headline', () => {
  expect(proposed('Support The Daily!', 'en', 'top')).toMatchObject([{ kind: 'appeal' }])
  expect(proposed('News   Sport   Business', 'en', 'top')).toMatchObject([{ kind: 'navigation' }])
  expect(proposed('Politics', 'en', 'top')).toMatchObject([{ words: 'Politics', kind: 'navigation' }])
  expect(proposed('Ana Ruiz | The Daily | London', 'en', 'top')).toEqual([])
})

test('names the words that a part was found by', () => {
  expect(proposed('Sign up for our free weekly newsletter', 'en')[0]?.reason).toBe(
    '“Sign up” addresses the reader; nobody speaks.',
  )
})

test('proposes nothing of a text that is nothing else', () => {
  expect(proposeZones('Sign up for our newsletter\nShare on Facebook\nSubscribe', 'en')).toEqual([])
})
