import { withdrawLink } from '../../src/links/links.commands'
import { unansweredInBrief } from '../../src/reading/unanswered'
import { newestUnanswered } from '../../src/reading/unanswered.queries'
import { render } from '../../src/web/views'
import { bridgeNews, wordsOf } from './bridge-news'

const news = bridgeNews()
const { get, read, numbers } = news

describe('claims that nobody has answered', () => {
  const listed = (html: string) =>
    [...html.matchAll(/href="\/claims\/(\d+)" aria-label="Claim \d+ in full"/g)].map(([, id]) => Number(id))

  test('are those that assert and that no public link is against, the newest said first', async () => {
    const html = await read('/unanswered')
    const ours = listed(html).filter((id) => id <= (news.claims.off as number))
    expect(ours).toEqual(numbers('autumn', 'off', 'best'))
    expect(listed(await read('/unanswered?which=linked'))).toEqual(numbers('autumn', 'off'))
    expect(listed(await read('/unanswered?which=again'))).toEqual(numbers('best'))
    expect(wordsOf(await read('/unanswered?which=again'))).toContain('1 claim, answered by nobody')
  })

  test('are narrowed by who said it, where and how', async () => {
    expect(listed(await read(`/unanswered?speaker=${news.ann}`))).toEqual(numbers('autumn', 'best'))
    expect(listed(await read(`/unanswered?speaker=${news.ann}&medium=interview`))).toEqual(numbers('autumn'))
    const [evening] = await news.world.db.query(`SELECT id FROM outlets WHERE name = 'The Evening'`)
    const { text, headers } = await get(`/unanswered?outlet=${evening.id}`).expect(200)
    expect(listed(text)).toEqual(numbers('best'))
    expect(text).toContain('aria-label="Take off The Evening"')
    expect(headers['x-robots-tag']).toBe('noindex, follow')
    expect(wordsOf(await read(`/unanswered?speaker=${news.ann}&medium=speech`))).toContain('There is none of these.')
  })

  test('leave the list with an answer and come back without it', async () => {
    const link = await news.desk.link(news.claims.crack as number, 'denies', news.claims.best as number)
    expect(listed(await read(`/unanswered?speaker=${news.ann}`))).toEqual(numbers('autumn'))
    await withdrawLink(news.world.db, null, link, 1, 'A slip')
    expect(listed(await read(`/unanswered?speaker=${news.ann}`))).toEqual(numbers('autumn', 'best'))
  })

  test.each(['which=some', 'speaker=999999', 'speaker=x', 'outlet=999999', 'medium=telepathy'])(
    'refuse %s',
    async (query) => {
      expect((await get(`/unanswered?${query}`).expect(422)).text).toContain('The list can’t be narrowed so')
    },
  )

  test('are told in brief for a page of other things', async () => {
    const more = await news.desk.article('It hums. It sways. It shines.')
    for (const words of ['It hums', 'It sways', 'It shines'])
      await news.desk.statement(more, { by: ['Fay Gray'], words: [words] })
    const few = unansweredInBrief(await news.world.database.pages.rows(newestUnanswered))
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
