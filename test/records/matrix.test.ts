import { withdrawLink } from '../../src/links/links.commands'
import { CHAIN_PAGE_SIZE, type ChainRow, chainById } from '../../src/reading/chain.queries'
import { numbersInChain, type PlaceInChainRow, placesInChain } from '../../src/reading/chain-order.queries'
import { matrixPageModel } from '../../src/records/matrix.pages'
import { answeredInChain, heardOnClaims, linkedToClaims, speakersOfChain } from '../../src/records/matrix.queries'
import { render } from '../../src/web/views'
import { newsroom } from '../reading/newsroom'
import { bridgeNews, wordsOf } from './bridge-news'

const news = bridgeNews()
const { get, read, chainOf } = news

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
    for (const name of ['autumn', 'off', 'silence', 'council'])
      expect(html).toContain(`href="/claims/${news.claims[name]}"`)
  })

  test('says what nobody in it does', async () => {
    const html = await read(`/chains/${await chainOf('safe')}/matrix`)
    expect(wordsOf(html)).toContain(
      'Nobody in it declines to answer. Nobody in it is on record as not disputing a claim.',
    )
  })

  test('has the claims that most answer of a long chain, and says so', async () => {
    const long = await news.world.db.transaction(async (db) => {
      const room = newsroom(db)
      const words = Array.from({ length: 43 }, (_, n) => `Long${n}.`)
      const article = await room.article(words.join(' '))
      let before: number | null = null
      for (const [n, word] of words.entries()) {
        const { claimId }: { claimId: number } = await room.statement(article, { by: [`Speaker ${n}`], words: [word] })
        if (before !== null) await room.link(claimId, 'contradicts', before)
        before = claimId
      }
      news.claims.long = before as number
      return before
    })
    expect(long).toBe(news.claims.long)
    const html = await read(`/chains/${await chainOf('long')}/matrix`)
    expect(wordsOf(html)).toContain(
      'A chain this long has 42 answered claims; here are the 40 that most claims answer.',
    )
    expect([...html.matchAll(/<th scope="row">/g)]).toHaveLength(40)
    expect(wordsOf(html)).toMatch(/Speaker \d+ and 34 more|and \d+ more/)
  })

  test('calls nobody silent who is linked to a claim of which the cells name no more, or whom it answers', async () => {
    await news.world.db.transaction(async (db) => {
      const room = newsroom(db)
      const said = Array.from({ length: 36 }, (_, n) => `Much${n}.`)
      const article = await room.article(said.join(' '))
      const speaking = async (n: number) => {
        const claim = { stance: n === 0 ? 'asserts' : 'denies' } as const
        return (
          await room.statement(article, { by: [`Witness ${n === 2 ? 1 : n}`], words: [said[n] as string], claim })
        ).claimId
      }
      news.claims.much = await speaking(0)
      let last = 0
      for (let n = 1; n < 34; n += 1) {
        last = await speaking(n)
        await room.link(last, 'denies', news.claims.much)
      }
      await room.link(news.claims.much, 'denies', await speaking(34))
      await room.link(await speaking(35), 'corroborates', last)
    })
    const html = await read(`/chains/${await chainOf('much')}/matrix`)
    const [, row = ''] =
      new RegExp(
        `<tr>(<th scope="row"><span class="number">2</span> <a href="/claims/${news.claims.much}"[\\s\\S]*?)</tr>`,
      ).exec(html) ?? []
    expect(row).toContain(`href="/claims/${news.claims.much}#answers"`)
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
    const { pages } = news.world.database
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
    expect(html).toContain(`aria-label="Dee Eve denies, claim ${news.claims.off}">${news.claims.off}</a>`)
    expect(wordsOf(html)).toContain('The numbers are those in the addresses of the claims.')
    const [place] = await pages.rows(placesInChain, [chain.componentId])
    const many = Array.from({ length: CHAIN_PAGE_SIZE + 1 }, (_, n) => ({ ...(place as PlaceInChainRow), id: n + 1 }))
    expect(numbersInChain(many).size).toBe(0)
    expect(numbersInChain(many.slice(1)).size).toBe(CHAIN_PAGE_SIZE)
  })

  test('is as gone as its chain, and not there where none is', async () => {
    const article = await news.desk.article('Lone one. Lone two.')
    const one = await news.desk.statement(article, { by: ['Eve Fox'], words: ['Lone one'] })
    const two = await news.desk.statement(article, { by: ['Eve Fox'], words: ['Lone two'] })
    const link = await news.desk.link(two.claimId, 'repeats', one.claimId)
    news.claims.lone = one.claimId
    const chain = await chainOf('lone')
    expect(wordsOf(await read(`/chains/${chain}/matrix`))).toContain(
      'No claim of this chain is answered by another yet.',
    )
    await withdrawLink(news.world.db, null, link, 1, 'A slip')
    await get(`/chains/${chain}/matrix`).expect(410)
    for (const id of ['999999', '0', 'x']) await get(`/chains/${id}/matrix`).expect(404)
  })

  test('follows its chain into another, and names nobody as silent who is only described', async () => {
    const [small, large] = [await chainOf('safe'), await chainOf('may')]
    const link = await news.desk.link(news.claims.off as number, 'contradicts', news.claims.safe as number)
    const gone = (await chainOf('safe')) === small ? large : small
    await get(`/chains/${gone}/matrix`)
      .expect(301)
      .expect('Location', `/chains/${await chainOf('safe')}/matrix`)
    const html = await read(`/chains/${await chainOf('safe')}/matrix`)
    const [, silent = ''] =
      new RegExp(
        `href="/claims/${news.claims.may}"[\\s\\S]*?data-label="Nothing on record here">([\\s\\S]*?)</td>`,
      ).exec(html) ?? []
    expect(wordsOf(silent)).toBe('Bob Ray')
    await withdrawLink(news.world.db, null, link, 1, 'A slip')
  })
})
