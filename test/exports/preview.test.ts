import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beginningOf } from '../../src/exports/preview.queries'
import request from '../support/request'
import { changesBySql, newWorld, type World } from '../support/world'
import { article, manyMegabytes, statement } from './corpus'

/** As the exports do it: quotes only where they have to be. */
const quoted = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

const cut = (value: string) => ([...value].length > 160 ? `${[...value].slice(0, 160).join('')}…` : value)

describe('the beginning of a file', () => {
  const of = (text: string, file: Parameters<typeof beginningOf>[1], isWhole = true) =>
    beginningOf(Buffer.from(text), file, isWhole)

  test('of a CSV is its columns and five rows, whatever stands in the cells', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '"', ',', '\r\n', '\n', '""', 'a,"b"\nc', ' '))
    const rows = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
      )
    fc.assert(
      fc.property(rows, (rows) => {
        // A row of one empty cell is an empty line, which no reader takes for a row.
        fc.pre(rows.every((row) => row.some((value) => value !== '')))
        const text = rows
          .map((row) => row.map(quoted).join(','))
          .join('\r\n')
          .concat('\r\n')
        const { table, sampled } = of(text, 'claims.csv')
        const [columns, ...others] = parse(text, { relax_column_count: true }) as string[][]
        expect(table).toEqual({ columns, rows: others.slice(0, 5).map((row) => row.map(cut)) })
        expect(sampled).toEqual({ rows: others.length, bytes: Buffer.byteLength(text) })
      }),
    )
  })

  test('of JSON Lines is five rows, of other texts twenty lines', () => {
    expect(of('{}\n'.repeat(9), 'claims.jsonl')).toMatchObject({ lines: Array(5).fill('{}'), unit: 'rows' })
    expect(of('<a/>\n'.repeat(30), 'graph.gexf')).toMatchObject({ lines: Array(20).fill('<a/>'), unit: 'lines' })
    expect(of('a\n\nb', 'graph.ttl')).toMatchObject({ lines: ['a', '', 'b'], isCut: false })
  })

  test('is cut where a line or a cell is longer than can be shown', () => {
    const cutLine = of(`${'😀'.repeat(801)}\n`, 'claims.jsonl')
    expect(cutLine).toMatchObject({ lines: [`${'😀'.repeat(800)}…`], isCut: true })
    expect(of(`${'😀'.repeat(800)}\n`, 'claims.jsonl').isCut).toBe(false)
    // A first line that is longer than all that was read.
    expect(of('{"a":', 'timeline.json', false)).toMatchObject({ lines: ['{"a":'], isCut: true })
    const { table, isCut } = of(`a,b\r\n1,${'x'.repeat(161)}\r\n`, 'claims.csv')
    expect(table?.rows).toEqual([['1', `${'x'.repeat(160)}…`]])
    expect(isCut).toBe(true)
  })

  test('is reckoned by rows alone: neither a CSV’s columns nor what a timeline opens with is one', () => {
    expect(of('a,b\r\n1,2\r\n3,4\r\n', 'claims.csv', false).sampled).toEqual({ rows: 2, bytes: 15 })
    expect(of('{"events":[\n{"a":1}\n,{"a":2}\n', 'timeline.json', false).sampled).toEqual({ rows: 2, bytes: 29 })
    expect(of('{"events":[\n{"a":', 'timeline.json', false).sampled.rows).toBe(0)
  })

  test('of a file without rows says so', () => {
    expect(of('a,b\r\n', 'claims.csv')).toMatchObject({
      table: { columns: ['a', 'b'], rows: [] },
      sampled: { rows: 0 },
    })
  })
})

describe('the page', () => {
  let world: World

  beforeAll(async () => {
    world = await newWorld()
    const articleId = await article(world.db, 'One, "two"\nand three. Four <b>.')
    for (const exact of ['One, "two"\nand three', 'Four <b>'])
      await statement(world.db, articleId, exact, { claim: { speakers: [{ name: 'Anna', kind: 'person' }] } })
  })

  afterAll(() => world.close())

  const page = async (query: string) => (await request(world.app).get(`/exports?${query}`).expect(200)).text

  test('shows the rows of a CSV as a table, with what can be done with the file', async () => {
    const text = await page('preview=claims.csv')
    expect(text).toContain('<th scope="col">claim_id</th>')
    expect(text.match(/<td data-label="claim_id"/g)).toHaveLength(2)
    expect(text).toMatch(/<td data-label="exact"[^>]*>One, &#34;two&#34;\nand three<\/td>/)
    expect(text).toContain('Four &lt;b&gt;</td>')
    const whole = (await request(world.app).get('/exports/claims.csv').buffer(true)).text
    expect(text).toContain(`The whole file is ${Buffer.byteLength(whole)} bytes. The first 2 rows:`)
    expect(text).toContain('href="/exports/claims.csv?bom=1"')
    expect(text).toContain('href="/exports/keep?file=claims.csv"')
    // What is chosen anew is looked into in the same file.
    expect(text).toContain('<input type="hidden" name="preview" value="claims.csv">')
  })

  test('shows other texts line by line, and of what is no text the claims', async () => {
    expect(await page('preview=claims.jsonl')).toContain('<li><code>{&#34;type&#34;:&#34;outlet&#34;')
    expect(await page('preview=graph.gexf')).toContain('<li><code>&lt;?xml version=')
    for (const file of ['claims.parquet', 'datapackage.zip']) {
      const text = await page(`preview=${file}`)
      expect(text).toContain(`${file} is no text that could be shown here; this is claims.csv of the same choice.`)
      expect(text).toContain('<th scope="col">claim_id</th>')
    }
  })

  test('says where nothing fits, and refuses what is no file', async () => {
    const text = await page('preview=claims.csv&q=nothingofthekind')
    expect(text).toContain('No claim that is published fits these filters.')
    expect(text).toContain('It has no rows.')
    for (const file of ['nothing.csv', 'constructor'])
      await request(world.app).get(`/exports?preview=${file}`).expect(404)
    await request(world.app).get('/exports?preview=claims.csv&preview=links.csv').expect(422)
  })

  test('reckons the size of a large one, and says when it took too long', async () => {
    await manyMegabytes(world.db, 1)
    changesBySql(world)
    const { text: links } = await request(world.app).get('/exports?preview=links.csv').expect(200)
    const [, told] = /about ([\d.]+) MB, reckoned/.exec(links) ?? []
    const { length } = (await request(world.app).get('/exports/links.csv').buffer(true)).text
    expect(Number(told)).toBeGreaterThan((length / 1e6) * 0.9)
    expect(Number(told)).toBeLessThan((length / 1e6) * 1.1)
    // A claim of which nothing was recorded has an event all the same, once it has a day.
    await world.db.query(
      `UPDATE claims SET said_on = '2019-06', said_on_earliest = '2019-06-01', said_on_latest = '2019-06-30', said_on_basis = 'stated'
       WHERE said_on IS NULL`,
    )
    const { text: timeline } = await request(world.app).get('/exports?preview=timeline.json').expect(200)
    const [, kilobytes] = /about ([\d.]+) kB, reckoned/.exec(timeline) ?? []
    const events = (await request(world.app).get('/exports/timeline.json').buffer(true)).text.length / 1e3
    // The first events, by which it is reckoned, are those with quotations: longer than the others.
    expect(Number(kilobytes)).toBeGreaterThan(events * 0.9)
    expect(Number(kilobytes)).toBeLessThan(events * 1.5)
    // Nodes come first, and tell nothing of edges.
    const { text: graph } = await request(world.app).get('/exports?preview=graph.gexf').expect(200)
    expect(graph).toMatch(/The whole file is more than [\d.]+ kB/)
    const { exports } = world.database
    const held = await Promise.all(Array.from({ length: 4 }, () => exports.connect()))
    try {
      const { text, headers } = await request(world.app).get('/exports?preview=pairs.csv').expect(200)
      expect(text).toContain('It took too long to be shown here.')
      expect(headers['cache-control']).toBe('no-store')
    } finally {
      for (const client of held) client.release()
    }
    expect(await page('preview=pairs.csv')).not.toContain('It took too long')
  })
})
