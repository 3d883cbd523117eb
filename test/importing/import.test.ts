import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { openStage, type Stage } from '../../bench/anchoring/fetching/stage'
import { fetcher } from '../../src/fetching/fetcher.client'
import { forgetOldCaptures } from '../../src/importing/captures.commands'
import { Intake } from '../../src/importing/intake.client'
import { workOffNext } from '../../src/importing/work-off.commands'
import request from '../support/request'
import { newWorld, signedIn, type World } from '../support/world'

let world: World
let stage: Stage
let agent: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  ;[world, stage] = await Promise.all([newWorld(), openStage()])
  const { socket, lookUp } = stage
  const fromStage = fetcher({ baseUrl: 'http://127.0.0.1', pause: 0, lookUp, also: [socket] })
  Object.assign(world.context.intake.readers, { fetcher: fromStage })
  agent = await signedIn(world)
})

afterAll(async () => {
  await world.context.intake.idle()
  await Promise.all([world.close(), stage.close()])
})

const PAGE = `<!doctype html><html lang="en"><head><title>Ferry back in June | The Harbour Gazette</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry back in June",
"datePublished":"2024-05-04T08:00:00Z","author":{"@type":"Person","name":"Ana Ruiz"},
"publisher":{"@type":"Organization","name":"The Harbour Gazette"}}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry back in June</h1>
<p>The ferry to the island will sail again in June, the harbour master said on Friday, after two years in the yard.</p>
<p>“It is ready,” she told reporters on the quay, and added that tickets would cost as much as they did before.</p>
<p>The mayor denied that the works had cost more than planned, and said that the bill had been paid in full by March.</p>
</article><footer>Sign up for our newsletter</footer></body></html>`

const TEXT = `Ferry back in June

The ferry to the island will sail again in June, the harbour master said on Friday.

“It is ready,” she told reporters on the quay.`

const APPEAL = 'Sign up for our free weekly newsletter.'
const known = { outlet: 'The Daily', publishedOn: '2024-05-05', language: 'en' }
const LOOK = { step: 'look' }

const send = (fields: Record<string, string>, files: Record<string, string | Buffer> = {}) => {
  const form = agent.post('/articles')
  for (const [name, value] of Object.entries(fields)) form.field(name, value)
  for (const [name, bytes] of Object.entries(files)) form.attach('file', Buffer.from(bytes), name)
  return form
}
const serve = (path: string, body: string, status = 200) =>
  stage.paths.set(path, (_req, res) => res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(body))
const latest = async () => {
  const [row] = await world.db.query(
    `SELECT articles.id, headline, byline, url, outlets.name AS outlet, published_on AS "publishedOn", text, raw, media_type AS "mediaType",
       captured_from AS "capturedFrom", file_name AS "fileName", extractor,
       (SELECT jsonb_agg(jsonb_build_array(kind, start_offset, end_offset) ORDER BY start_offset) FROM zones
        WHERE revision_id = revisions.id) AS zones
     FROM articles JOIN revisions ON article_id = articles.id LEFT JOIN outlets ON outlets.id = outlet_id
     ORDER BY articles.id DESC LIMIT 1`,
  )
  return row
}
const fieldsOf = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input id="(\w+)"[^>]*? value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )

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

describe('a pasted text', () => {
  it('of which all is known is imported at once, if all of it seems to be the article', async () => {
    const sent = await send({ ...LOOK, ...known, text: TEXT }).expect(303)
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
    const sent = await send({ ...LOOK, text: TEXT }).expect(303)
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

describe('several files', () => {
  const begin = async (files: Record<string, string | Buffer>, fields: Record<string, string> = {}) => {
    const sent = await send(fields, files).expect(303)
    await world.context.intake.idle()
    return sent.headers.location as string
  }
  const states = async (path: string) =>
    Object.fromEntries(
      (await world.db.query('SELECT name, state FROM captures WHERE job_id = $1', [path.split('/').at(-1)])).map(
        ({ name, state }: Record<string, string>) => [name, state],
      ),
    )

  it('are imported one after the other; what lacks something waits, what can’t be read is told', async () => {
    const path = await begin(
      {
        'one.html': PAGE.replace('It is ready', 'It is done'),
        'two.txt': `${TEXT} Two.`,
        'three.png': Buffer.from('89504e470d0a1a0a', 'hex'),
        'known.txt': TEXT,
      },
      { publishedOn: '2024-05-06' },
    )
    expect(await states(path)).toEqual({
      'one.html': 'imported',
      'two.txt': 'open',
      'three.png': 'refused',
      'known.txt': 'open',
    })
    const { text, headers } = await agent.get(path).expect(200)
    expect(text).toContain('4 of 4 done, 2 wait for you, 1 refused')
    expect(text).toContain('<progress max="4" value="4"')
    expect(text).toContain('Its outlet is not known.')
    expect(headers.refresh).toBeUndefined()
    const [, open = ''] = /href="(\/captures\/\d+)"/.exec(text) ?? []
    const done = await agent.post(open).type('form').send(known).expect(303)
    expect(done.headers.location).toBe(path)
    expect((await agent.get(`${path}?state=refused`).expect(200)).text).not.toContain('two.txt')
  })

  it('that say all themselves, or have it said for all, need nobody; parts are marked where that is accepted', async () => {
    const path = await begin(
      { 'a.txt': `${TEXT} A.\n\n${APPEAL}`, 'b.txt': `${TEXT} B.`, 'c.txt': `${TEXT} A.\n\n${APPEAL}` },
      { ...known, acceptZones: 'yes' },
    )
    expect(Object.values(await states(path)).sort()).toEqual(['imported', 'imported', 'known'])
    const [{ zones, left }] = await world.db.query(
      `SELECT (SELECT count(*)::integer FROM zones JOIN revisions ON revisions.id = revision_id WHERE text LIKE '% A.%') AS zones,
         (SELECT count(*)::integer FROM captures WHERE article_id IS NOT NULL AND (raw IS NOT NULL OR text IS NOT NULL)) AS left`,
    )
    expect({ zones, left }).toEqual({ zones: 1, left: 0 })
  })

  it('come in a zip too, and as lines of JSON, which say all of each themselves', async () => {
    const lines = [
      JSON.stringify({ text: `${TEXT} First line.`, outlet: 'The Post', publishedOn: '2024-05-01', byline: 'Jo Li' }),
      '',
      JSON.stringify({ text: `${TEXT} Third line.`, outlet: null, publishedOn: null }),
      JSON.stringify({ text: `${TEXT} Fourth line.`, outlit: 'The Post' }),
      JSON.stringify({ text: `${TEXT} Fifth line.`, publishedOn: '2024-05-01' }),
    ].join('\n')
    const zip = await zipOf({
      'folder/inside.txt': `${TEXT} Inside.`,
      'more.jsonl': JSON.stringify({ text: `${TEXT} In it.`, outlet: 'The Post', publishedOn: '2024-05-02' }),
    })
    const path = await begin({ 'a.zip': zip, 'lines.jsonl': lines })
    expect(await states(path)).toEqual({
      'a.zip/folder/inside.txt': 'open',
      'a.zip/more.jsonl, 1': 'imported',
      'lines.jsonl, 1': 'imported',
      'lines.jsonl, 3': 'imported',
      'lines.jsonl, 4': 'refused',
      'lines.jsonl, 5': 'open',
    })
    expect((await agent.get(path)).text).toContain('outlit')
    const [row] = await world.db.query(`SELECT byline FROM articles WHERE byline = 'Jo Li'`)
    expect(row).toEqual({ byline: 'Jo Li' })
    const empty = await send({}, { 'empty.zip': await zipOf({}) })
    expect([empty.status, empty.text.includes('nothing in it')]).toEqual([422, true])
  })

  it('are a thousand at most: of more nothing is begun, and a zip is what they are told of', async () => {
    const count = async () => (await world.db.query('SELECT count(*)::integer FROM import_jobs'))[0].count
    const before = await count()
    const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, n) => [`${n}.png`, 'x']))
    const { status, text } = await send({}, many(1_001))
    expect([status, text.includes('more go into a zip')]).toEqual([413, true])
    expect(await count()).toBe(before)
    const path = await begin(many(1_000))
    const page = await agent.get(path).expect(200)
    expect(page.text).toContain('1,000 of 1,000 done, 1,000 refused')
    expect(page.text).toContain(`href="${path}?after=`)
  })

  it('may have names that no database keeps', async () => {
    const path = await begin(
      { [`folder/${'long'.repeat(80)}.txt`]: `${TEXT} Long.`, 'half \ud83d.txt': `${TEXT} Half.` },
      known,
    )
    expect(Object.values(await states(path))).toEqual(['imported', 'imported'])
  })

  it('and several addresses are cancelled, or tried again', async () => {
    serve('/one', PAGE.replace('in the yard', 'in dock'))
    stage.paths.delete('/two')
    const sent = await send({ address: `${stage.at('/one')}\n${stage.at('/two')}` }).expect(303)
    await world.context.intake.idle()
    const path = sent.headers.location as string
    expect(Object.values(await states(path)).sort()).toEqual(['imported', 'refused'])
    serve('/two', PAGE.replace('in the yard', 'abroad'))
    await agent.post(`${path}/retry`).expect(303)
    await world.context.intake.idle()
    expect(Object.values(await states(path))).toEqual(['imported', 'imported'])

    const other = await begin({ 'x.txt': `${TEXT} X.`, 'y.txt': `${TEXT} Y.` })
    await agent.post(`${other}/cancellation`).expect(303)
    expect(Object.values(await states(other))).toEqual(['cancelled', 'cancelled'])
    expect((await agent.get(other).expect(200)).text).toContain('left out')
    const stranger = await signedIn(world, await world.person('editor'))
    for (const [method, address] of [
      ['get', path],
      ['post', `${path}/retry`],
      ['post', `${path}/cancellation`],
    ] as const)
      await stranger[method](address).expect(404)
  })

  it('become nothing once their editor may not import any more', async () => {
    const { intake } = world.context
    const wake = intake.wake
    intake.wake = () => undefined
    const person = await world.person('editor')
    const leaving = await signedIn(world, person)
    await leaving
      .post('/articles')
      .field('outlet', 'The Daily')
      .field('publishedOn', '2024-05-05')
      .attach('file', Buffer.from(`${TEXT} L.`), 'l.txt')
      .attach('file', Buffer.from(`${TEXT} M.`), 'm.txt')
      .expect(303)
    const admin = await signedIn(world, await world.person('admin'))
    await admin.post(`/accounts/${person.id}`).type('form').send({ version: 1, name: 'Gone', role: 'reader' })
    const [{ role }] = await world.db.query('SELECT role FROM accounts WHERE id = $1', [person.id])
    expect(role).toBe('reader')
    intake.wake = wake
    intake.wake()
    await intake.idle()
    const rows = await world.db.query('SELECT state, problem FROM captures WHERE made_by_id = $1', [person.id])
    expect(rows).toEqual([1, 2].map(() => ({ state: 'refused', problem: expect.stringContaining('may not') })))
  })

  it('are gone on with by any process after the one that had them is gone, and done once however many work on them', async () => {
    const asleep = new Intake(world.context.intake.readers, world.context.log)
    await asleep.end()
    const { intake } = world.context
    world.context.intake.wake = () => undefined
    const path = await begin(
      Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`n${n}.txt`, `${TEXT} ${n} of twelve.`])),
      known,
    )
    await world.db.query(
      `UPDATE captures SET state = 'reading', tries = 1, leased_until = now() - interval '1 second' WHERE name = 'n3.txt'`,
    )
    await world.db.query(
      `UPDATE captures SET state = 'reading', tries = 3, leased_until = now() - interval '1 second' WHERE name = 'n4.txt'`,
    )
    expect((await agent.get(path).expect(200)).headers.refresh).toBe('2')
    const work = async () => {
      while (await workOffNext(intake.readers));
    }
    await Promise.all([work(), work(), work()])
    const after = await states(path)
    expect(after['n4.txt']).toBe('refused')
    expect(Object.values(after).filter((state) => state === 'imported')).toHaveLength(11)
    const [{ count }] = await world.db.query(`SELECT count(*)::integer FROM revisions WHERE text LIKE '%of twelve.%'`)
    expect(count).toBe(11)
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

describe('what nobody came back to', () => {
  it('is forgotten: one by itself after two days, one of many after a month', async () => {
    await send({ ...LOOK, text: `${TEXT} Forgotten.` }).expect(303)
    await send({}, { 'f.txt': `${TEXT} F.`, 'g.txt': `${TEXT} G.` }).expect(303)
    await world.context.intake.idle()
    const left = async () => {
      const [row] = await world.db.query(
        `SELECT (SELECT count(*)::integer FROM captures WHERE job_id IS NULL) AS alone,
           (SELECT count(*)::integer FROM captures WHERE job_id IS NOT NULL) AS "ofMany",
           (SELECT count(*)::integer FROM import_jobs) AS jobs`,
      )
      return row
    }
    const before = await left()
    await forgetOldCaptures(world.db)
    expect(await left()).toEqual(before)
    await world.db.query(`UPDATE captures SET created_at = now() - interval '49 hours'`)
    await forgetOldCaptures(world.db)
    expect(await left()).toEqual({ ...before, alone: 0 })
    await world.db.query(`UPDATE import_jobs SET created_at = now() - interval '31 days'`)
    // So many in a round of chores.
    while ((await forgetOldCaptures(world.db)) > 0);
    await forgetOldCaptures(world.db)
    expect(await left()).toEqual({ alone: 0, ofMany: 0, jobs: 0 })
  })
})

function zipOf(files: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return buffer(zip.outputStream)
}
