import { withdrawClaim } from '../../src/claims/claims.commands'
import { restoreLink, withdrawLink } from '../../src/links/links.commands'
import { CHAIN_PAGE_SIZE, type ChainRow, chainById } from '../../src/reading/chain.queries'
import { numbersInChain, type PlaceInChainRow, placesInChain } from '../../src/reading/chain-order.queries'
import { unansweredInBrief } from '../../src/reading/unanswered'
import { newestUnanswered } from '../../src/reading/unanswered.queries'
import { matrixPageModel } from '../../src/records/matrix.pages'
import { answeredInChain, heardOnClaims, linkedToClaims, speakersOfChain } from '../../src/records/matrix.queries'
import { render } from '../../src/web/views'
import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, type World } from '../support/world'

const TEXT = `The bridge

The bridge is safe, Ann Lee tweeted on Monday. Bob Ray denied that it is safe. Somebody close to the city said it has a crack.
It opens in May, she had said. It may open in autumn, she said later. Asked about the cost she did not answer.
It is the best bridge. The council does not dispute the opening. Cy Day would not talk about the opening. Dee Eve said the opening is off.
`

let world: World
let desk: ReturnType<typeof newsroom>
const claims: Record<string, number> = {}
const links: Record<string, number> = {}
let ann = 0

beforeAll(async () => {
  world = await newWorld()
  desk = newsroom(world.db)
  const articleId = await desk.article(TEXT)
  const on = (saidOn: string | null) =>
    saidOn === null
      ? ({ saidOn, saidOnBasis: 'not_stated', saidOnWords: null } as const)
      : ({ saidOn, saidOnBasis: 'stated', saidOnWords: null } as const)
  const said = async (name: string, by: string, words: string, day: string | null, more: object = {}) => {
    const claim = { ...on(day), ...more }
    claims[name] = (await desk.statement(articleId, { by: [by], words: [words], claim })).claimId
  }
  await said('safe', 'Ann Lee', 'The bridge is safe', '2019-06-03')
  await said('denial', 'Bob Ray', 'denied that it is safe', '2019-06-04', { stance: 'denies', medium: 'interview' })
  const described = [{ name: 'a person close to the city', kind: 'described', anonymityReason: 'to speak freely' }]
  await said('crack', '', 'it has a crack', '2019-06-05', { speakers: described })
  await said('may', 'Ann Lee', 'It opens in May', '2019-05-10', { medium: 'interview' })
  await said('autumn', 'Ann Lee', 'It may open in autumn', '2019-05-20', { medium: 'interview' })
  await said('cost', 'Ann Lee', 'Asked about the cost', '2018', { stance: 'declines', medium: 'unknown' })
  await said('best', 'Ann Lee', 'It is the best bridge', null)
  await said('council', 'The council', 'does not dispute the opening', '2019-05-11', { stance: 'does_not_dispute' })
  await said('silence', 'Cy Day', 'would not talk about the opening', '2019-05-11', { stance: 'declines' })
  await said('off', 'Dee Eve', 'the opening is off', '2019-05-12')
  const link = async (name: string, from: string, relation: Parameters<typeof desk.link>[1], to: string) => {
    links[name] = await desk.link(claims[from] as number, relation, claims[to] as number)
  }
  await link('denies', 'denial', 'denies', 'safe')
  await link('contradicts', 'crack', 'contradicts', 'safe')
  await link('walksBack', 'autumn', 'walks_back', 'may')
  await link('letsStand', 'council', 'corroborates', 'may')
  await link('declines', 'silence', 'contradicts', 'may')
  await link('off', 'off', 'denies', 'may')
  const again = await desk.article('It is the best bridge, said Ann Lee.', { outlet: 'The Evening' })
  await desk.statement(again, { by: [], words: ['It is the best bridge'], claimId: claims.best as number })
  const [row] = await world.db.query(`SELECT id FROM speakers WHERE name = 'Ann Lee'`)
  ann = row.id
}, 60_000)
afterAll(() => world.close())

const get = (path: string) => request(world.app).get(path)
const read = async (path: string) => (await get(path).expect(200)).text
const wordsOf = (html: string) =>
  html
    .replace(/<br>/g, ' ')
    .replace(/<span class="unseen">.*?<\/span>|<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('&#34;', '"')
const claimsOn = (html: string) => [...html.matchAll(/<li id="claim-(\d+)"/g)].map(([, id]) => Number(id))
const numbers = (...names: string[]) => names.map((name) => claims[name])
const chainOf = async (name: string) => {
  const [row] = await world.db.query(
    'SELECT chains.id FROM chains JOIN chain_members USING (component_id) WHERE claim_id = $1',
    [claims[name]],
  )
  return row.id as number
}

describe('a speaker’s record', () => {
  test('has figures, months, who gainsays most and own turnarounds', async () => {
    const html = await read(`/speakers/${ann}`)
    expect(wordsOf(html)).toContain(
      '5 claims · gainsaid 3 times by 3 speakers · gainsaid once by sources not named · once against own words',
    )
    for (const month of ['2019-05', '2019-06']) expect(html).toContain(`href="/speakers/${ann}?when=${month}"`)
    expect(html).toContain('<span class="unseen">May 2019: 2 claims</span>')
    const [most = ''] = /<h2 id="contradictors">[\s\S]*?<\/ol>/.exec(html) ?? []
    expect([...most.matchAll(/>gainsays 1 claim</g)]).toHaveLength(3)
    expect(most).not.toContain('close to the city')
    const [turnarounds = ''] = /<h2 id="turnarounds">[\s\S]*?<\/section>/.exec(html) ?? []
    expect(turnarounds).toMatch(/It opens in May[\s\S]*walks back[\s\S]*It may open in autumn/)
    expect(turnarounds).toContain(`href="/links/${links.walksBack}"`)
  })

  test('keeps names apart from the words beside them, whichever way either is written', async () => {
    const html = await read(`/speakers/${ann}`)
    const names = ['Ann Lee', 'Bob Ray', 'Dee Eve', 'a person close to the city']
    // Headings and the page’s title are a name and nothing else, or told of to programs.
    const [lists = ''] = /<h2 id="contradictors">[\s\S]*<\/main>/.exec(html) ?? []
    const open = lists.replace(
      /<bdi>.*?<\/bdi>|<cite>[\s\S]*?<\/cite>|<q[\s>][\s\S]*?<\/q>|<blockquote[\s\S]*?<\/blockquote>|\s[\w-]+="[^"]*"/g,
      '',
    )
    expect(lists).toContain('<bdi>Bob Ray</bdi>')
    expect(
      names.filter((name) => open.replace(/<span class="(?:words|unseen)">.*?<\/span>/g, '').includes(name)),
    ).toEqual([])
    expect(await read('/speakers')).toContain(`<a href="/speakers/${ann}"><bdi>Ann Lee</bdi></a>`)
  })

  test('lists claims by month, the newest said first, each beside what gainsaid it', async () => {
    const html = await read(`/speakers/${ann}`)
    expect(claimsOn(html)).toEqual(numbers('safe', 'autumn', 'may', 'cost', 'best'))
    const headings = [...html.matchAll(/<h3 class="month">(.*?)<\/h3>/g)].map(([, heading]) => heading)
    expect(headings).toEqual(['June 2019', 'May 2019', '2018', 'Day not stated'])
    const [safe = ''] = new RegExp(`<li id="claim-${claims.safe}"[\\s\\S]*?</li>`).exec(html) ?? []
    expect(wordsOf(safe)).toMatch(
      /Monday 3 June 2019 · tweet asserts .*The bridge is safe.*denied by Bob Ray · Tuesday 4 June/,
    )
    expect(safe).toContain(
      `<a href="/claims/${claims.crack}"><b>contradicted by</b> <bdi>a person close to the city</bdi></a>`,
    )
    expect(safe).toContain(`href="/chains/${await chainOf('safe')}#claim-${claims.safe}"`)
    const [cost = ''] = new RegExp(`<li id="claim-${claims.cost}"[\\s\\S]*?</li>`).exec(html) ?? []
    expect(cost).toContain('No answer is on record.')
  })

  test.each([
    ['stance=declines', ['cost']],
    ['medium=interview', ['autumn', 'may']],
    ['when=2019', ['safe', 'autumn', 'may']],
    ['when=2019-05', ['autumn', 'may']],
    // Of a claim of which the year alone is known nobody knows the month.
    ['when=2018', ['cost']],
    ['when=2018-12', []],
    ['when=undated', ['best']],
    ['gainsaid=1', ['safe', 'may']],
    ['q=bridge', ['safe', 'best']],
    ['q=bridge&when=2019', ['safe']],
    ['q=opening', ['autumn', 'may']],
    ['q=denied', []],
    ['q=bridge&medium=interview', []],
  ])('narrowed to %s has %j', async (query, names) => {
    const { text, headers } = await get(`/speakers/${ann}?${query}`).expect(200)
    expect(claimsOn(text)).toEqual(numbers(...names))
    expect(headers['x-robots-tag']).toBe('noindex, follow')
    expect(text).toContain(`<link rel="canonical" href="${world.context.baseUrl}/speakers/${ann}">`)
    expect(text).not.toContain('<h2 id="months">')
    if (names.length === 0) expect(text).toContain('Take a filter off')
    else expect(text).toContain(`<p class="hint">${names.length} claim${names.length === 1 ? '' : 's'} here</p>`)
  })

  test('narrowed to whoever gainsays it, and to own words', async () => {
    const [bob] = await world.db.query(`SELECT id FROM speakers WHERE name = 'Bob Ray'`)
    const byBob = await read(`/speakers/${ann}?by=${bob.id}`)
    expect(claimsOn(byBob)).toEqual(numbers('safe'))
    expect(byBob).toContain('aria-label="Take off gainsaid by Bob Ray"')
    expect(claimsOn(await read(`/speakers/${ann}?by=${ann}`))).toEqual(numbers('may'))
    expect(claimsOn(await read(`/speakers/${ann}?by=${bob.id}&q=opens`))).toEqual([])
  })

  test.each([
    ['stance=maybe', 'There is no such stance.'],
    ['medium=telepathy', 'There is no such medium.'],
    ['when=2019-13', 'Write a year as 2019, or a month as 2019-06.'],
    ['when=2019&when=2018', 'This is given twice.'],
    ['q=-bridge', 'Write at least one word to look for, beside those to leave out.'],
    ['q=%00', 'This holds a character that is no text (NUL or half of a surrogate pair).'],
    ['by=0', 'This is no number of ours.'],
    ['by=999999', 'There is no speaker 999999 here.'],
    ['gainsaid=no', 'This is 1 or left out.'],
  ])('refuses %s and says why', async (query, problem) => {
    const { text } = await get(`/speakers/${ann}?${query}`).expect(422)
    expect(wordsOf(text)).toContain(problem)
    expect(claimsOn(text)).toEqual([])
  })

  test('has no page behind what no page of it leads to', async () => {
    for (const after of ['x', '2019-06-31.x', '2019-06-01.99999999999'])
      await get(`/speakers/${ann}?after=${after}`).expect(404)
    const beyond = await read(`/speakers/${ann}?after=none.1`)
    expect(wordsOf(beyond)).toContain('No claim of this speaker is public beyond this place.')
  })

  test('leaves out what was withdrawn, and counts an answer only while its link is public', async () => {
    const { db } = world
    await withdrawLink(db, null, links.denies as number, 1, 'A slip')
    expect(wordsOf(await read(`/speakers/${ann}`))).toContain('5 claims · gainsaid 2 times by 2 speakers')
    await restoreLink(db, null, links.denies as number, 2)
    expect(wordsOf(await read(`/speakers/${ann}`))).toContain('5 claims · gainsaid 3 times')
    const { claimId } = await desk.statement(await desk.article('It glows, said Ann.'), {
      by: ['Ann Lee'],
      words: ['It glows'],
    })
    expect(claimsOn(await read(`/speakers/${ann}`))).toContain(claimId)
    await withdrawClaim(db, null, claimId, 1, 'Not said')
    expect(claimsOn(await read(`/speakers/${ann}`))).not.toContain(claimId)
  })
})

describe('a source that is described and not named', () => {
  test('stands in a list of its own', async () => {
    expect(await read('/speakers')).not.toContain('a person close to the city')
    expect(await read('/speakers?name=person')).not.toContain('a person close to the city')
    const html = await read('/speakers?kind=described')
    expect(html).toContain('a person close to the city')
    expect(html).not.toContain('Ann Lee')
    expect(await read('/speakers?kind=described&name=person')).toContain('a person close to the city')
  })

  test('has a page that says it is no identity, with its reason and without figures', async () => {
    const [{ id }] = await world.db.query(`SELECT id FROM speakers WHERE kind = 'described'`)
    const html = await read(`/speakers/${id}`)
    expect(html).toContain('They identify nobody')
    expect(html).toContain('Not named, the report says: to speak freely')
    expect(claimsOn(html)).toEqual(numbers('crack'))
    expect(html).not.toMatch(/class="figures"|class="narrower"|id="contradictors"/)
  })
})

describe('who answered what in a chain', () => {
  test('is a table: who asserts each claim, is against it, declines, lets it stand, and is silent', async () => {
    const html = await read(`/chains/${await chainOf('may')}/matrix`)
    const rows = [...html.matchAll(/<tr>(<th scope="row">[\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<td data-label="([^"]+)"[^>]*>([\s\S]*?)<\/td>/g)].map(([, label, cell = '']) => [
        label,
        wordsOf(cell),
      ]),
    )
    expect(rows).toEqual([
      [
        ['Asserts it', 'Ann Lee 1'],
        ['Denies, contradicts or corrects it', 'Ann Lee walks back 5 Dee Eve denies 4'],
        ['Declines to answer', 'Cy Day 3'],
        ['Does not dispute it', 'The council 2'],
        ['Nothing on record here', '–'],
      ],
    ])
    for (const name of ['autumn', 'off', 'silence', 'council']) expect(html).toContain(`href="/claims/${claims[name]}"`)
  })

  test('says what nobody in it does', async () => {
    const html = await read(`/chains/${await chainOf('safe')}/matrix`)
    expect(wordsOf(html)).toContain(
      'Nobody in it declines to answer. Nobody in it is on record as not disputing a claim.',
    )
  })

  test('has the claims that most answer of a long chain, and says so', async () => {
    const long = await world.db.transaction(async (db) => {
      const room = newsroom(db)
      const words = Array.from({ length: 43 }, (_, n) => `Long${n}.`)
      const article = await room.article(words.join(' '))
      let before: number | null = null
      for (const [n, word] of words.entries()) {
        const { claimId }: { claimId: number } = await room.statement(article, { by: [`Speaker ${n}`], words: [word] })
        if (before !== null) await room.link(claimId, 'contradicts', before)
        before = claimId
      }
      claims.long = before as number
      return before
    })
    expect(long).toBe(claims.long)
    const html = await read(`/chains/${await chainOf('long')}/matrix`)
    expect(wordsOf(html)).toContain(
      'A chain this long has 42 answered claims; here are the 40 that most claims answer.',
    )
    expect([...html.matchAll(/<th scope="row">/g)]).toHaveLength(40)
    expect(wordsOf(html)).toMatch(/Speaker \d+ and 34 more|and \d+ more/)
  })

  test('calls nobody silent who is linked to a claim of which the cells name no more, or whom it answers', async () => {
    await world.db.transaction(async (db) => {
      const room = newsroom(db)
      const said = Array.from({ length: 36 }, (_, n) => `Much${n}.`)
      const article = await room.article(said.join(' '))
      const speaking = async (n: number) => {
        const claim = { stance: n === 0 ? 'asserts' : 'denies' } as const
        return (
          await room.statement(article, { by: [`Witness ${n === 2 ? 1 : n}`], words: [said[n] as string], claim })
        ).claimId
      }
      claims.much = await speaking(0)
      let last = 0
      for (let n = 1; n < 34; n += 1) {
        last = await speaking(n)
        await room.link(last, 'denies', claims.much)
      }
      await room.link(claims.much, 'denies', await speaking(34))
      await room.link(await speaking(35), 'corroborates', last)
    })
    const html = await read(`/chains/${await chainOf('much')}/matrix`)
    const [, row = ''] =
      new RegExp(
        `<tr>(<th scope="row"><span class="number">2</span> <a href="/claims/${claims.much}"[\\s\\S]*?)</tr>`,
      ).exec(html) ?? []
    expect(row).toContain(`href="/claims/${claims.much}#answers"`)
    const [, silent = ''] = /data-label="Nothing on record here">([\s\S]*?)<\/td>/.exec(row) ?? []
    expect(wordsOf(silent)).toBe('Witness 35')
    // Who does the same twice is named once, and each of the claims has a name that says whose it is.
    expect(wordsOf(row)).toContain('Witness 1 denies 3, 4 Witness 3 denies 5')
    expect(row).toContain('aria-label="Witness 1 denies, claim 4">4</a>')
  })

  test('has the numbers that the claims have on the page of their chain', async () => {
    for (const name of ['may', 'much']) {
      const chain = await chainOf(name)
      const page = await read(`/chains/${chain}`)
      const onPage = [...page.matchAll(/<li id="claim-(\d+)"[\s\S]*?<span class="number">(\d+)</g)]
      const table = await read(`/chains/${chain}/matrix`)
      const inTable = [...table.matchAll(/class="at" href="\/claims\/(\d+)"[^>]*>(\d+)</g)]
      expect(inTable.length).toBeGreaterThan(4)
      const numbers = new Map(onPage.map(([, id, number]) => [id, number]))
      expect(inTable.map(([, id]) => [id, numbers.get(id)])).toEqual(inTable.map(([, id, number]) => [id, number]))
    }
  })

  test('says so where not all links of a claim were looked at, and has the claims’ own numbers in a chain of several pages', async () => {
    const { pages } = world.database
    const chain = (await pages.row(chainById, [await chainOf('may')])) as ChainRow
    const rows = await pages.rows(answeredInChain, [chain.componentId])
    const shown = [rows.map(({ id }) => id)]
    const [linked, speakers] = [
      await pages.rows(linkedToClaims, shown),
      await pages.rows(speakersOfChain, [chain.componentId]),
    ]
    const heard = (await pages.rows(heardOnClaims, shown)).map((row) => ({ ...row, areAll: false }))
    const html = render('records/matrix', matrixPageModel({ chain, rows, linked, heard, speakers, numbers: new Map() }))
    expect(html).toContain('<td data-label="Nothing on record here">Not told: it has too many links.</td>')
    expect(html).toContain(`aria-label="Dee Eve denies, claim ${claims.off}">${claims.off}</a>`)
    expect(wordsOf(html)).toContain('The numbers are those in the addresses of the claims.')
    const [place] = await pages.rows(placesInChain, [chain.componentId])
    const many = Array.from({ length: CHAIN_PAGE_SIZE + 1 }, (_, n) => ({ ...(place as PlaceInChainRow), id: n + 1 }))
    expect(numbersInChain(many).size).toBe(0)
    expect(numbersInChain(many.slice(1)).size).toBe(CHAIN_PAGE_SIZE)
  })

  test('is as gone as its chain, and not there where none is', async () => {
    const article = await desk.article('Lone one. Lone two.')
    const one = await desk.statement(article, { by: ['Eve Fox'], words: ['Lone one'] })
    const two = await desk.statement(article, { by: ['Eve Fox'], words: ['Lone two'] })
    const link = await desk.link(two.claimId, 'repeats', one.claimId)
    claims.lone = one.claimId
    const chain = await chainOf('lone')
    expect(wordsOf(await read(`/chains/${chain}/matrix`))).toContain(
      'No claim of this chain is answered by another yet.',
    )
    await withdrawLink(world.db, null, link, 1, 'A slip')
    await get(`/chains/${chain}/matrix`).expect(410)
    for (const id of ['999999', '0', 'x']) await get(`/chains/${id}/matrix`).expect(404)
  })

  test('follows its chain into another, and names nobody as silent who is only described', async () => {
    const [small, large] = [await chainOf('safe'), await chainOf('may')]
    const link = await desk.link(claims.off as number, 'contradicts', claims.safe as number)
    const gone = (await chainOf('safe')) === small ? large : small
    await get(`/chains/${gone}/matrix`)
      .expect(301)
      .expect('Location', `/chains/${await chainOf('safe')}/matrix`)
    const html = await read(`/chains/${await chainOf('safe')}/matrix`)
    const [, silent = ''] =
      new RegExp(`href="/claims/${claims.may}"[\\s\\S]*?data-label="Nothing on record here">([\\s\\S]*?)</td>`).exec(
        html,
      ) ?? []
    expect(wordsOf(silent)).toBe('Bob Ray')
    await withdrawLink(world.db, null, link, 1, 'A slip')
  })
})

describe('claims that nobody has answered', () => {
  const listed = (html: string) =>
    [...html.matchAll(/href="\/claims\/(\d+)" aria-label="Claim \d+ in full"/g)].map(([, id]) => Number(id))

  test('are those that assert and that no public link is against, the newest said first', async () => {
    const html = await read('/unanswered')
    const ours = listed(html).filter((id) => id <= (claims.off as number))
    expect(ours).toEqual(numbers('autumn', 'off', 'best'))
    expect(listed(await read('/unanswered?which=linked'))).toEqual(numbers('autumn', 'off'))
    expect(listed(await read('/unanswered?which=again'))).toEqual(numbers('best'))
    expect(wordsOf(await read('/unanswered?which=again'))).toContain('1 claim, answered by nobody')
  })

  test('are narrowed by who said it, where and how', async () => {
    expect(listed(await read(`/unanswered?speaker=${ann}`))).toEqual(numbers('autumn', 'best'))
    expect(listed(await read(`/unanswered?speaker=${ann}&medium=interview`))).toEqual(numbers('autumn'))
    const [evening] = await world.db.query(`SELECT id FROM outlets WHERE name = 'The Evening'`)
    const { text, headers } = await get(`/unanswered?outlet=${evening.id}`).expect(200)
    expect(listed(text)).toEqual(numbers('best'))
    expect(text).toContain('aria-label="Take off The Evening"')
    expect(headers['x-robots-tag']).toBe('noindex, follow')
    expect(wordsOf(await read(`/unanswered?speaker=${ann}&medium=speech`))).toContain('There is none of these.')
  })

  test('leave the list with an answer and come back without it', async () => {
    const link = await desk.link(claims.crack as number, 'denies', claims.best as number)
    expect(listed(await read(`/unanswered?speaker=${ann}`))).toEqual(numbers('autumn'))
    await withdrawLink(world.db, null, link, 1, 'A slip')
    expect(listed(await read(`/unanswered?speaker=${ann}`))).toEqual(numbers('autumn', 'best'))
  })

  test.each(['which=some', 'speaker=999999', 'speaker=x', 'outlet=999999', 'medium=telepathy'])(
    'refuse %s',
    async (query) => {
      expect((await get(`/unanswered?${query}`).expect(422)).text).toContain('The list can’t be narrowed so')
    },
  )

  test('are told in brief for a page of other things', async () => {
    const few = unansweredInBrief(await world.database.pages.rows(newestUnanswered))
    expect(few).toHaveLength(5)
    const html = render('partials/unanswered', { claims: few.slice(0, 1) })
    expect(html).toContain(`<li><a href="/claims/${few[0]?.id}" dir="auto" lang="en">`)
    expect(html).toMatch(/<span class="meta"><bdi>.+<\/bdi> · /)
    expect(html).toContain('href="/unanswered"')
    expect(wordsOf(render('partials/unanswered', { claims: [] }))).toContain('every claim on record is answered')
  })

  test('have no page behind what no page of theirs leads to', async () => {
    await get('/unanswered?after=x').expect(404)
  })
})
