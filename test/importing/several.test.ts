import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { forgetOldCaptures } from '../../src/importing/captures.commands'
import { Intake } from '../../src/importing/intake.client'
import { workOffNext } from '../../src/importing/work-off.commands'
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
    // A file's own word for its outlet is nobody's.
    expect(await states(path)).toEqual({
      'one.html': 'open',
      'two.txt': 'open',
      'three.png': 'refused',
      'known.txt': 'open',
    })
    const { text, headers } = await agent.get(path).expect(200)
    expect(text).toContain('4 of 4 done, 3 wait for you, 1 refused')
    expect(text).toContain('<progress max="4" value="4"')
    expect(text).toContain('Its outlet is not known, or by its own word alone.')
    expect(headers.refresh).toBeUndefined()
    const [, open = ''] = /href="(\/captures\/\d+)"/.exec(text) ?? []
    expect(fieldsOf((await agent.get(open).expect(200)).text)).toMatchObject({ outlet: 'The Harbour Gazette' })
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

  it('that say another outlet or day than they are given wait; pages that are fetched say both for their site', async () => {
    const dated = (day: string) => `Ferry\n\n${day}\n\n${TEXT.slice(5)}`
    const path = await begin(
      {
        'other.html': PAGE.replace('It is ready', 'It is painted'),
        'other.txt': dated('2024-05-04'),
        'same.txt': dated('2024-05-05'),
      },
      known,
    )
    expect(await states(path)).toEqual({ 'other.html': 'open', 'other.txt': 'open', 'same.txt': 'imported' })
    expect((await agent.get(path)).text).toContain('It says another outlet or day of publication itself')

    const elsewhere = '<link rel="canonical" href="https://times.example/ferry"></head>'
    serve('/painted', PAGE.replace('It is ready', 'It is painted red').replace('</head>', elsewhere))
    serve('/meta', PAGE.replace(/<script[\s\S]*<\/script>/, '<meta name="publisher" content="The Times">'))
    const sent = await send({ address: `${stage.at('/painted')}\n${stage.at('/meta')}` }).expect(303)
    await world.context.intake.idle()
    expect(Object.values(await states(sent.headers.location as string)).sort()).toEqual(['imported', 'open'])
    // Nor is it at an address of another site.
    expect(await latest()).toMatchObject({ outlet: 'The Harbour Gazette', url: stage.at('/painted') })
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

  it('at one address are one article, whoever works on them: the other waits to be looked at', async () => {
    const lines = Array.from({ length: 20 }, (_, n) =>
      JSON.stringify({
        ...{ text: `${TEXT} Text ${n} of twenty.`, outlet: 'The Post', publishedOn: '2024-05-01' },
        url: `https://post.example/at/${Math.floor(n / 2)}`,
      }),
    )
    const path = await begin({ 'twice.jsonl': lines.join('\n') })
    expect(Object.values(await states(path)).sort()).toEqual([...Array(10).fill('imported'), ...Array(10).fill('open')])
    const [row] = await world.db.query(
      `SELECT count(*)::integer, count(DISTINCT url)::integer AS urls FROM articles WHERE url LIKE 'https://post.example/at/%'`,
    )
    expect(row).toEqual({ count: 10, urls: 10 })
  })

  it('are ten thousand at most, however they come: of more nothing is begun', async () => {
    const count = async () =>
      (
        await world.db.query(
          'SELECT (SELECT count(*)::integer FROM import_jobs) + (SELECT count(*)::integer FROM captures) AS count',
        )
      )[0].count
    const before = await count()
    for (const [name, body] of [
      ['lines.jsonl', 'x\n'.repeat(10_001)],
      ['list.json', JSON.stringify(Array(10_001).fill(1))],
      ['lines.zip', await zipOf({ 'a.jsonl': 'x\n'.repeat(5_001), 'b.jsonl': 'x\n'.repeat(5_000) })],
    ] as const) {
      const { status, text } = await send({}, { [name]: body })
      expect([name, status, text.includes('more than 10,000 articles')]).toEqual([name, 422, true])
    }
    expect(await count()).toBe(before)
    const path = await begin({ 'lines.jsonl': 'x\n'.repeat(1_001) })
    const { text } = await agent.get(path).expect(200)
    expect(text).toContain('1,001 of 1,001 done, 1,001 refused')
    // No line of it could ever be read.
    expect(text).not.toContain('Try the refused ones again')
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
    expect((await agent.get(path)).text).toContain('Try the refused ones again')
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
    const running = await agent.get(path).expect(200)
    expect(running.headers.refresh).toBe('2')
    expect(running.text).toContain(`<a href="${path}?still=yes">Show this without reloading it</a>`)
    const still = await agent.get(`${path}?still=yes`).expect(200)
    expect(still.headers.refresh).toBeUndefined()
    expect(still.text).toContain(`href="${path}?state=open&amp;still=yes"`)
    expect(still.text).toContain(`<a href="${path}">Let this reload by itself</a>`)
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
