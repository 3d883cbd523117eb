import { createHash } from 'node:crypto'
import request from '../support/request'
import { signedIn } from '../support/world'
import {
  APPEAL,
  agent,
  atTheDesk,
  fieldsOf,
  known,
  LOOK,
  latest,
  PAGE,
  send,
  serve,
  stage,
  TEXT,
  world,
} from './at-the-desk'

atTheDesk()

describe('an address', () => {
  it('is fetched, shown with what was read and where, and imported when an editor has confirmed it', async () => {
    serve('/ferry', PAGE)
    const sent = await send({ ...LOOK, address: stage.at('/ferry') }).expect(303)
    expect(sent.headers.location).toMatch(/^\/captures\/\d+$/)
    const { text } = await agent.get(sent.headers.location as string).expect(200)
    expect(fieldsOf(text)).toMatchObject({
      headline: 'Ferry back in June',
      outlet: 'The Harbour Gazette',
      publishedOn: '2024-05-04',
      byline: 'Ana Ruiz',
    })
    expect(text).toContain('from schema.org')
    expect(text).toContain(`Fetched from ${stage.at('/ferry')}`)

    const confirmed = { ...fieldsOf(text), headline: 'Ferry back', language: 'en' }
    await agent
      .post(sent.headers.location as string)
      .type('form')
      .send(confirmed)
      .expect(303)
    const article = await latest()
    expect(article).toMatchObject({
      headline: 'Ferry back',
      outlet: 'The Harbour Gazette',
      mediaType: 'text/html; charset=utf-8',
      capturedFrom: stage.at('/ferry'),
      fileName: 'ferry',
      extractor: expect.stringContaining('readability'),
      text: expect.stringContaining('will sail again in June'),
    })
    expect(article.raw.toString()).toBe(PAGE)
    const again = await agent.get(sent.headers.location as string).expect(303)
    expect(again.headers.location).toBe(`/articles/${article.id}/annotate`)
  })

  it('whose site asks not to be copied is imported all the same, but its editor is told', async () => {
    stage.paths.set('/shy', (_req, res) =>
      res.writeHead(200, { 'Content-Type': 'text/html', 'X-Robots-Tag': 'googlebot: noarchive' }).end(PAGE),
    )
    const sent = await send({ ...LOOK, address: stage.at('/shy') }).expect(303)
    const { text } = await agent.get(sent.headers.location as string).expect(200)
    expect(text).toContain('asks that no copies of this page be shown')
    expect(text).toMatch(/<strong>Ferry back in June<\/strong> <span class="meta">headline/)
  })

  it('that can’t be fetched is told why, and stays in its field beside the one for the text', async () => {
    serve('/closed', 'No.', 403)
    for (const [address, why] of [
      [stage.at('/closed'), 'The site answered 403: it may want a person. Open the page and paste its text.'],
      ['http://localhost/story', 'a name within a network'],
      ['news.example', 'no web address'],
    ] as const) {
      const { text } = await send({ ...LOOK, ...known, address }).expect(422)
      expect(text).toContain(why)
      expect(text).toMatch(new RegExp(`<textarea id="address"[^>]*>\\s*${address.replaceAll('.', '\\.')}</textarea>`))
      expect(text).toContain('value="The Daily"')
      expect(text).toContain('<textarea id="text"')
    }
  })

  it('beside a text or a file is refused: one of them would be lost', async () => {
    const both = await send({ ...LOOK, address: stage.at('/ferry'), text: TEXT }).expect(422)
    expect(both.text).toContain('leave all but one out')
    await send({ address: stage.at('/ferry') }, { 'a.txt': TEXT }).expect(422)
  })
})

/** News of its own, so that no other article here has nearly the same. */
const PIER = `Pier to be sold

The town will sell the old pier to whoever mends it, its treasurer said on Tuesday.

“We asked nine firms, and seven never wrote back,” he told the council.`

describe('a pasted text', () => {
  it('of which all is known is imported at once, if all of it seems to be the article', async () => {
    const sent = await send({ ...LOOK, ...known, text: PIER }).expect(303)
    expect(sent.headers.location).toMatch(/annotate$/)
    expect(await latest()).toMatchObject({ mediaType: null, extractor: null, zones: null })
  })

  it('with parts that seem not to be the article’s is shown with these, and those that are left ticked are marked', async () => {
    const text = `${TEXT}\n\n${APPEAL}\n`
    const sent = await send({ ...LOOK, ...known, text }).expect(303)
    const path = sent.headers.location as string
    const shown = await agent.get(path).expect(200)
    const [, place = '', start = ''] = /name="zone" value="((\d+)-\d+)" checked/.exec(shown.text) ?? []
    expect(shown.text).toContain(APPEAL)
    expect(text.slice(Number(start)).trim()).toBe(APPEAL)

    await agent
      .post(path)
      .type('form')
      .send({ ...known, zone: place })
      .expect(422)
    await agent
      .post(path)
      .type('form')
      .send({ ...known, zone: 'all', 'kind-all': 'appeal' })
      .expect(422)
    const wrong = await agent
      .post(path)
      .type('form')
      .send({ ...known, publishedOn: '' })
      .expect(422)
    expect(wrong.text).not.toContain('checked')
    await agent
      .post(path)
      .type('form')
      .send({ ...known, zone: place, [`kind-${start}`]: 'navigation' })
      .expect(303)
    expect(await latest()).toMatchObject({ zones: [['navigation', Number(start), expect.any(Number)]] })
  })

  it('that lacks an outlet is no mistake on the way to the second step', async () => {
    const sent = await send({ ...LOOK, text: `${TEXT} Then.` }).expect(303)
    expect(sent.headers.location).toMatch(/^\/captures\//)
    const list = await agent.get('/imports').expect(200)
    expect(list.text).toContain(sent.headers.location as string)
  })

  it('that is here already is told at the second step too', async () => {
    const sent = await send({ ...LOOK, text: PIER }).expect(303)
    const told = await agent
      .post(sent.headers.location as string)
      .type('form')
      .send(known)
      .expect(409)
    expect(told.text).toContain('This text is here already')
    await agent
      .post(sent.headers.location as string)
      .type('form')
      .send({ ...known, again: 'yes' })
      .expect(303)
  })
})

describe('what an editor has captured', () => {
  it('is nobody else’s to see or to import', async () => {
    const sent = await send({ ...LOOK, text: `${TEXT} Alone.` }).expect(303)
    const other = await signedIn(world, await world.person('editor'))
    await other.get(sent.headers.location as string).expect(404)
    await other
      .post(sent.headers.location as string)
      .type('form')
      .send(known)
      .expect(404)
    expect((await other.get('/imports').expect(200)).text).not.toContain(sent.headers.location as string)
  })

  it('is read where it is a file of another kind, also for whoever asked for one step', async () => {
    const sent = await send({ ...known, headline: 'Mine' }, { 'ferry.html': PAGE.replace('Ana', 'Eva') }).expect(303)
    const { text } = await agent.get(sent.headers.location as string).expect(200)
    expect(fieldsOf(text)).toMatchObject({ headline: 'Mine', outlet: 'The Daily', byline: 'Eva Ruiz' })
  })
})

describe('the bytes of an article', () => {
  it('are told with their hash on its details, and given to editors as a file that nothing of runs', async () => {
    const page = PAGE.replace('on Friday', 'on Monday')
    serve('/bytes', page)
    const sent = await send({ ...LOOK, address: stage.at('/bytes') }).expect(303)
    await agent
      .post(sent.headers.location as string)
      .type('form')
      .send(known)
      .expect(303)
    const { id } = await latest()
    const details = await agent.get(`/articles/${id}/edit`).expect(200)
    expect(details.text).toContain(createHash('sha256').update(page).digest('hex'))
    expect(details.text).toContain(stage.at('/bytes'))

    const path = `/articles/${id}/revisions/1/raw`
    expect(details.text).toContain(`href="${path}"`)
    const { headers, body } = await agent.get(path).responseType('blob').expect(200)
    expect(body.toString()).toBe(page)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename=bytes',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    await agent.get(`/articles/${id}/revisions/2/raw`).expect(404)
    await request(world.app).get(path).expect(303)
  })
})
