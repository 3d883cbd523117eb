import ejs from 'ejs'
import { addReply } from '../../src/corrections/replies.commands'
import { sealHistory } from '../../src/proof/sealing.commands'
import { changeSettings } from '../../src/settings/settings.commands'
import type { Words } from '../../src/words/words'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, SIGNING_KEYS, signedIn, type World } from '../support/world'

jest.mock('../../src/words/words', () => {
  const { english } = jest.requireActual<{ english: Words }>('../../src/words/english')
  const { bracketed } = jest.requireActual<typeof import('../support/bracketed')>('../support/bracketed')
  return { words: bracketed(english) }
})

/** What editors and articles say is Greek here: whatever is Latin is said by the product. */
const TEXT = `Για τη γέφυρα της πόλης

Η Άννα είπε τη Δευτέρα: «Η γέφυρα είναι ασφαλής».

Ο Νίκος το αρνήθηκε: «Δεν είναι ασφαλής».

Αναφέρεται ότι η πόλη συμφωνεί με την Άννα.

Κανείς δεν τραυματίστηκε.
`

let world: World
/** Somebody who sees all that the desk has. */
let desk: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  // EJS, which the test files of a worker share, keeps the templates that others include.
  ejs.clearCache()
  world = await newWorld()
  const { db, editor } = world
  const settings = { name: 'Ελεγκτής', licence: null, licenceUrl: null, review: false, languages: ['el'] }
  await changeSettings(db, null, 1, settings)
  await aDispute(world)
  const reply = { words: 'Όχι.', repliedOn: '2020-03-01', way: 'letter', url: null, correctionId: null } as const
  await addReply(db, editor, 1, { by: { name: 'Ελένη' }, ...reply })
  await sealHistory(db, SIGNING_KEYS)
  desk = await signedIn(world, await world.person('admin'))
})
afterAll(async () => {
  ejs.clearCache()
  await world.close()
})

/** Three claims and two links, with as much as can be told of each. */
async function aDispute({ db }: World) {
  const { article, statement, link } = newsroom(db)
  const published = { outlet: 'Η Ημέρα', language: 'el', url: 'https://daily.example/1', byline: 'Μαρία' }
  const id = await article(TEXT, published)
  const claim = { saidOnWords: 'τη Δευτέρα', summary: 'Η γέφυρα αντέχει.' }
  const undated = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  const named = { source: 'Η Άννα', cue: 'είπε' }
  const first = await statement(id, { by: ['Άννα'], words: ['Η γέφυρα είναι ασφαλής'], ...named, claim })
  const denial = { ...claim, stance: 'denies', medium: 'speech', summary: null } as const
  const second = await statement(id, { by: ['Νίκος'], words: ['Δεν είναι ασφαλής'], claim: denial })
  const third = await statement(id, { by: ['Πόλη', 'Χωριό'], words: ['η πόλη συμφωνεί'], claim: undated })
  await link(second.claimId, 'denies', first.claimId, 'Το λέει.')
  await link(third.claimId, 'corroborates', first.claimId)
}

test.each([
  '/',
  '/articles',
  '/articles/1',
  '/articles/1/history',
  '/chains',
  '/chains/1',
  '/chains/1/map',
  '/chains/1/history',
  '/chains/1/matrix',
  '/chains/1/embed',
  '/claims/1',
  '/claims/2',
  '/claims/1/embed',
  '/claims/1/history',
  '/claims/1/correction',
  '/claims/1/as-of/2020-01-01',
  '/links/1/history',
  '/speakers',
  '/speakers?name=ψψψ',
  '/speakers?kind=described',
  '/speakers/1',
  '/speakers/1?q=ψψψ&when=2020&medium=tweet',
  '/speakers/1?when=ψ&stance=ψ',
  '/unanswered',
  '/unanswered?which=again&medium=ψ',
  '/unanswered?medium=speech',
  '/corrections/log',
  '/search',
  '/search?q=γέφυρα',
  '/search?q=ασφαλής&kind=articles&language=el',
  '/search?q=ψψψ&medium=tweet&unanswered=1',
  '/search?q=-ψ&stance=ψ&from=1&to=2',
  '/ns',
  '/exports',
  '/exports?chain=x',
  '/transparency',
  '/api',
  '/nothing-here',
  '/claims/99',
])('%s says nothing that is in no catalogue', async (path) => {
  const { text, status } = await request(world.app).get(encodeURI(path))
  expect(status).toBeLessThan(500)
  expect(text).toContain('⟦')
  expect(text).toContain('lang="el"')
  expect(besidesWords(text)).toEqual([])
})

test.each([
  '/desk',
  '/articles/new',
  '/imports',
  '/articles/1/annotate',
  '/articles/1/zones',
  '/articles/1/edit',
  '/statements/1/edit',
  '/claims/1',
  '/claims/1/links/new',
  '/claims/2/join?into=1',
  '/claims/1/discussion',
  '/claims/1/drafts',
  '/claims/1/replies/new',
  '/speakers/new',
  '/speakers/1/merge?into=2',
  '/account',
  '/accounts',
  '/accounts/1',
  '/settings',
  '/outlets',
  '/review',
])('%s says nothing to the desk that is in no catalogue', async (path) => {
  const { text } = await desk.get(path)
  expect(text).toContain('⟦')
  expect(besidesWords(text)).toEqual([])
})

test('a word that is in no catalogue is found, wherever a page tells it', () => {
  const page = '<p title="⟦Told⟧">⟦Told by ⟦Anna⟧⟧ and <b aria-label="not told">Άννα</b></p><code>never told</code>'
  expect(besidesWords(page)).toEqual(['and', 'not told'])
})

/** What is called the same in every language: formats, addresses, the codes of languages and keys; and who works here. */
const NAMES = new RegExp(
  [
    '^el$',
    '\\b(?:BibTeX|RIS|Atom|JSON Feed|OpenAPI 3\\.1|Q22686)\\b',
    '(?:https?:/)?/[\\w/.:-]+',
    '\\b[\\w/.-]+\\.(?:org|mjs)[\\w/-]*',
    '\\b[0-9a-f]{8}\\b',
    '\\b(?:admin|editor) ?\\d(?:@desk\\.example)?',
  ].join('|'),
  'gm',
)

/** The operations of the API are told in the words of its OpenAPI document, which has one language. */
const OPERATIONS = /<nav aria-labelledby="operations">[\s\S]*<\/article>/

/** Lines of a page, as its readers see and hear them, that have Latin letters outside of brackets. */
function besidesWords(html: string): string[] {
  const page = html.replace(OPERATIONS, '').replace(/<(style|code|pre|kbd|script)\b[\s\S]*?<\/\1>/g, '')
  const heard = /\s(?:alt|aria-label|data-label|placeholder|title|name="description" content)="([^"]*)"/g
  const attributes = Array.from(page.matchAll(heard), ([, value = '']) => value)
  const seen = page.replace(/<[^>]*>/g, '\n')
  const lines = [seen, ...attributes].join('\n').replace(/&\w+;/g, ' ')
  return Array.from(
    withoutBrackets(lines)
      .replace(NAMES, '')
      .matchAll(/.*\p{Script=Latin}.*/gu),
    ([line]) => line.trim(),
  )
}

/** The innermost first: words that are given to others stand in brackets of their own. */
function withoutBrackets(text: string): string {
  const less = text.replace(/⟦[^⟦⟧]*⟧/g, '')
  return less === text ? text : withoutBrackets(less)
}
