import { withdrawClaim } from '../../src/claims/claims.commands'
import { restoreLink, withdrawLink } from '../../src/links/links.commands'
import { bridgeNews, claimsOn, wordsOf } from './bridge-news'

const news = bridgeNews()
const { get, read, numbers, chainOf } = news

describe('a speaker’s record', () => {
  test('has figures, months, who gainsays most and own turnarounds', async () => {
    const html = await read(`/speakers/${news.ann}`)
    expect(wordsOf(html)).toContain(
      '5 claims · gainsaid 3 times by 3 speakers · gainsaid once by sources not named · once against own words',
    )
    for (const month of ['2019-05', '2019-06']) expect(html).toContain(`href="/speakers/${news.ann}?when=${month}"`)
    expect(html).toContain('<span class="unseen">May 2019: 2 claims</span>')
    const [most = ''] = /<h2 id="contradictors">[\s\S]*?<\/ol>/.exec(html) ?? []
    expect([...most.matchAll(/>gainsays 1 claim</g)]).toHaveLength(3)
    expect(most).not.toContain('close to the city')
    const [turnarounds = ''] = /<h2 id="turnarounds">[\s\S]*?<\/section>/.exec(html) ?? []
    expect(turnarounds).toMatch(/It opens in May[\s\S]*walks back[\s\S]*It may open in autumn/)
    expect(turnarounds).toContain(`href="/links/${news.links.walksBack}"`)
  })

  test('keeps names apart from the words beside them, whichever way either is written', async () => {
    const html = await read(`/speakers/${news.ann}`)
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
    expect(await read('/speakers')).toContain(`<a href="/speakers/${news.ann}"><bdi>Ann Lee</bdi></a>`)
  })

  test('lists claims by month, the newest said first, each beside what gainsaid it', async () => {
    const html = await read(`/speakers/${news.ann}`)
    expect(claimsOn(html)).toEqual(numbers('safe', 'autumn', 'may', 'cost', 'best'))
    const headings = [...html.matchAll(/<h3 class="month">(.*?)<\/h3>/g)].map(([, heading]) => heading)
    expect(headings).toEqual(['June 2019', 'May 2019', '2018', 'Day not stated'])
    const [safe = ''] = new RegExp(`<li id="claim-${news.claims.safe}"[\\s\\S]*?</li>`).exec(html) ?? []
    expect(wordsOf(safe)).toMatch(
      /Monday 3 June 2019 · tweet asserts .*The bridge is safe.*denied by Bob Ray · Tuesday 4 June/,
    )
    expect(safe).toContain(
      `<a href="/claims/${news.claims.crack}"><b>contradicted by</b> <bdi>a person close to the city</bdi></a>`,
    )
    expect(safe).toContain(`href="/chains/${await chainOf('safe')}#claim-${news.claims.safe}"`)
    const [cost = ''] = new RegExp(`<li id="claim-${news.claims.cost}"[\\s\\S]*?</li>`).exec(html) ?? []
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
    const { text, headers } = await get(`/speakers/${news.ann}?${query}`).expect(200)
    expect(claimsOn(text)).toEqual(numbers(...names))
    expect(headers['x-robots-tag']).toBe('noindex, follow')
    expect(text).toContain(`<link rel="canonical" href="${news.world.context.baseUrl}/speakers/${news.ann}">`)
    expect(text).not.toContain('<h2 id="months">')
    if (names.length === 0) expect(text).toContain('Take a filter off')
    else expect(text).toContain(`<p class="hint">${names.length} claim${names.length === 1 ? '' : 's'} here</p>`)
  })

  test('narrowed to whoever gainsays it, and to own words', async () => {
    const [bob] = await news.world.db.query(`SELECT id FROM speakers WHERE name = 'Bob Ray'`)
    const byBob = await read(`/speakers/${news.ann}?by=${bob.id}`)
    expect(claimsOn(byBob)).toEqual(numbers('safe'))
    expect(byBob).toContain('aria-label="Take off gainsaid by Bob Ray"')
    expect(claimsOn(await read(`/speakers/${news.ann}?by=${news.ann}`))).toEqual(numbers('may'))
    expect(claimsOn(await read(`/speakers/${news.ann}?by=${bob.id}&q=opens`))).toEqual([])
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
    const { text } = await get(`/speakers/${news.ann}?${query}`).expect(422)
    expect(wordsOf(text)).toContain(problem)
    expect(claimsOn(text)).toEqual([])
  })

  test('has no page behind what no page of it leads to', async () => {
    for (const after of ['x', '2019-06-31.x', '2019-06-01.99999999999'])
      await get(`/speakers/${news.ann}?after=${after}`).expect(404)
    const beyond = await read(`/speakers/${news.ann}?after=none.1`)
    expect(wordsOf(beyond)).toContain('No claim of this speaker is public beyond this place.')
  })

  test('leaves out what was withdrawn, and counts an answer only while its link is public', async () => {
    const { db } = news.world
    await withdrawLink(db, null, news.links.denies as number, 1, 'A slip')
    expect(wordsOf(await read(`/speakers/${news.ann}`))).toContain('5 claims · gainsaid 2 times by 2 speakers')
    await restoreLink(db, null, news.links.denies as number, 2)
    expect(wordsOf(await read(`/speakers/${news.ann}`))).toContain('5 claims · gainsaid 3 times')
    const { claimId } = await news.desk.statement(await news.desk.article('It glows, said Ann.'), {
      by: ['Ann Lee'],
      words: ['It glows'],
    })
    expect(claimsOn(await read(`/speakers/${news.ann}`))).toContain(claimId)
    await withdrawClaim(db, null, claimId, 1, 'Not said')
    expect(claimsOn(await read(`/speakers/${news.ann}`))).not.toContain(claimId)
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
    const [{ id }] = await news.world.db.query(`SELECT id FROM speakers WHERE kind = 'described'`)
    const html = await read(`/speakers/${id}`)
    expect(html).toContain('They identify nobody')
    expect(html).toContain('Not named, the report says: to speak freely')
    expect(claimsOn(html)).toEqual(numbers('crack'))
    expect(html).not.toMatch(/class="figures"|class="narrower"|id="contradictors"/)
  })
})
