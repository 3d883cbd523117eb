import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import {
  APPEAL,
  agent,
  atTheDesk,
  beginImport,
  fieldsOf,
  known,
  latest,
  PAGE,
  send,
  serve,
  stage,
  statesOf,
  TEXT,
  world,
} from './at-the-desk'

atTheDesk()

describe('several files', () => {
  it('are imported one after the other; what lacks something waits, what can’t be read is told', async () => {
    const path = await beginImport(
      {
        'one.html': PAGE.replace('It is ready', 'It is done'),
        'two.txt': `${TEXT} Two.`,
        'three.png': Buffer.from('89504e470d0a1a0a', 'hex'),
        'known.txt': TEXT,
      },
      { publishedOn: '2024-05-06' },
    )
    // A file's own word for its outlet is nobody's.
    expect(await statesOf(path)).toEqual({
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
    const path = await beginImport(
      { 'a.txt': `${TEXT} A.\n\n${APPEAL}`, 'b.txt': `${TEXT} B.`, 'c.txt': `${TEXT} A.\n\n${APPEAL}` },
      { ...known, acceptZones: 'yes' },
    )
    expect(Object.values(await statesOf(path)).sort()).toEqual(['imported', 'imported', 'known'])
    const [{ zones, left }] = await world.db.query(
      `SELECT (SELECT count(*)::integer FROM zones JOIN revisions ON revisions.id = revision_id WHERE text LIKE '% A.%') AS zones,
         (SELECT count(*)::integer FROM captures WHERE article_id IS NOT NULL AND (raw IS NOT NULL OR text IS NOT NULL)) AS left`,
    )
    expect({ zones, left }).toEqual({ zones: 1, left: 0 })
  })

  it('that say another outlet or day than they are given wait; pages that are fetched say both for their site', async () => {
    const dated = (day: string) => `Ferry\n\n${day}\n\n${TEXT.slice(5)}`
    const path = await beginImport(
      {
        'other.html': PAGE.replace('It is ready', 'It is painted'),
        'other.txt': dated('2024-05-04'),
        'same.txt': dated('2024-05-05'),
      },
      known,
    )
    expect(await statesOf(path)).toEqual({ 'other.html': 'open', 'other.txt': 'open', 'same.txt': 'imported' })
    expect((await agent.get(path)).text).toContain('It says another outlet or day of publication itself')

    const elsewhere = '<link rel="canonical" href="https://times.example/ferry"></head>'
    serve('/painted', PAGE.replace('It is ready', 'It is painted red').replace('</head>', elsewhere))
    serve('/meta', PAGE.replace(/<script[\s\S]*<\/script>/, '<meta name="publisher" content="The Times">'))
    const sent = await send({ address: `${stage.at('/painted')}\n${stage.at('/meta')}` }).expect(303)
    await world.context.intake.idle()
    expect(Object.values(await statesOf(sent.headers.location as string)).sort()).toEqual(['imported', 'open'])
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
    const path = await beginImport({ 'a.zip': zip, 'lines.jsonl': lines })
    expect(await statesOf(path)).toEqual({
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

  it('of brat’s are its texts: annotations and what else lies there become no articles, and that is told', async () => {
    const zip = await zipOf({
      'b-1.txt': `${TEXT} In brat.`,
      'b-1.ann': 'T1\tClaim 0 3\tThe\n',
      'annotation.conf': '[entities]\n',
      'README.md': 'Read me.',
    })
    const path = await beginImport({ 'brat.zip': zip, 'c.ann': 'T1\tClaim 0 3\tThe\n' }, known)
    expect(await statesOf(path)).toEqual({
      'brat.zip/b-1.txt': 'imported',
      'brat.zip/b-1.ann': 'refused',
      'brat.zip/annotation.conf': 'refused',
      'brat.zip/README.md': 'refused',
      'c.ann': 'refused',
    })
    const { text } = await agent.get(path).expect(200)
    expect(text).toContain('Annotations of brat’s are no article')
    expect(text).toContain('neither a text nor annotations')
  })

  it('are a thousand at most: of more nothing is begun, and a zip is what they are told of', async () => {
    const count = async () => (await world.db.query('SELECT count(*)::integer FROM import_jobs'))[0].count
    const before = await count()
    const many = (length: number) => Object.fromEntries(Array.from({ length }, (_, n) => [`${n}.png`, 'x']))
    const { status, text } = await send({}, many(1_001))
    expect([status, text.includes('more go into a zip')]).toEqual([413, true])
    expect(await count()).toBe(before)
    const path = await beginImport(many(1_000))
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
    const path = await beginImport({ 'twice.jsonl': lines.join('\n') })
    expect(Object.values(await statesOf(path)).sort()).toEqual([
      ...Array(10).fill('imported'),
      ...Array(10).fill('open'),
    ])
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
    const path = await beginImport({ 'lines.jsonl': 'x\n'.repeat(1_001) })
    const { text } = await agent.get(path).expect(200)
    expect(text).toContain('1,001 of 1,001 done, 1,001 refused')
    // No line of it could ever be read.
    expect(text).not.toContain('Try the refused ones again')
  })

  it('may have names that no database keeps', async () => {
    const path = await beginImport(
      { [`folder/${'long'.repeat(80)}.txt`]: `${TEXT} Long.`, 'half \ud83d.txt': `${TEXT} Half.` },
      known,
    )
    expect(Object.values(await statesOf(path))).toEqual(['imported', 'imported'])
  })
})

function zipOf(files: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  return buffer(zip.outputStream)
}
