import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { PACKAGE_TABLES } from '../../src/exports/package-tables'
import { redactingWorld, secret } from '../proof/redacting'
import { conformanceFile } from '../support/conformance'
import { BASE_URL, changesBySql, newWorld, type World } from '../support/world'
import { article, statement } from './corpus'
import { descriptorOf, download, filesOf, sha256, tableOf, unzipped, verified } from './data-package'
import { quarrel } from './packaged-quarrel'

let world: World

beforeEach(async () => {
  world = await newWorld({ baseUrl: BASE_URL })
  changesBySql(world)
})
afterEach(() => world.close())

const profile = (name: string): object | null => {
  const text = conformanceFile(`datapackage-2.0/${name}.json`)
  return text === null ? null : JSON.parse(text)
}

/** What is wrong with a descriptor by the official profiles; null where these are not at hand. */
function complaints(descriptor: { resources: object[] }): string[] | null {
  const [whole, resource, table] = ['datapackage', 'dataresource', 'tableschema'].map(profile)
  if (!whole || !resource || !table) return null
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, validateFormats: true }))
  const wrong = (schema: object, data: unknown) => {
    const valid = ajv.compile(schema)
    return valid(data) ? [] : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
  return [
    ...wrong(whole, descriptor),
    ...descriptor.resources.flatMap((one) => [
      ...wrong(resource, one),
      ...('schema' in one ? wrong(table, one.schema) : []),
    ]),
  ]
}

const NAMES = PACKAGE_TABLES.map(({ name }) => name)

describe('datapackage.json', () => {
  test('is valid by the official profiles, and one that is spoilt is not', async () => {
    await quarrel(world.db)
    await world.db.query(
      "UPDATE desk_settings SET licence = 'CC BY 4.0', licence_url = 'https://creativecommons.org/licenses/by/4.0/'",
    )
    const descriptor = descriptorOf(await filesOf(world))
    expect(descriptor).toMatchObject({
      $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
      name: 'gainsay',
      homepage: BASE_URL,
      licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/', title: 'CC BY 4.0' }],
    })
    expect(descriptor.resources.map(({ name }) => name)).toEqual([...NAMES, 'everything'])
    expect(descriptor.resources.every((one) => '$schema' in one)).toBe(true)
    const found = complaints(descriptor)
    if (found === null) return
    expect(found).toEqual([])
    // Controls: each of these has to be found.
    const [first, ...others] = descriptor.resources
    const twins = [
      { ...descriptor, resources: [] },
      { ...descriptor, created: 'yesterday' },
      { ...descriptor, licenses: [{ title: 'none' }] },
      { ...descriptor, resources: [{ ...first, path: '../articles.csv' }, ...others] },
      { ...descriptor, resources: [{ ...first, hash: 'sha256:xyz' }, ...others] },
      { ...descriptor, resources: [{ ...first, schema: { ...first?.schema, fields: [] } }, ...others] },
      {
        ...descriptor,
        resources: [{ ...first, schema: { ...first?.schema, foreignKeys: [{ fields: ['id'] }] } }, ...others],
      },
    ]
    for (const twin of twins) expect(complaints(twin)).not.toEqual([])
  })

  test('has the bytes and the SHA-256 of each file, and the time of the last change, not of the download', async () => {
    await quarrel(world.db)
    const zip = await download(world)
    const files = await unzipped(zip)
    const { resources, created, version } = descriptorOf(files)
    for (const { path, bytes, hash } of resources) {
      const file = files.get(path) ?? Buffer.alloc(0)
      expect([path, bytes, hash]).toEqual([path, file.length, `sha256:${sha256(file)}`])
    }
    const [last] = await world.db.query(
      `SELECT to_char(max(updated_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM links`,
    )
    expect([created, version]).toEqual([last.at, last.at.replace(/[-:.]/g, '')])
    expect((await download(world)).equals(zip)).toBe(true)
    // It is the last file, as it tells of all others.
    expect([...files.keys()].at(-1)).toBe('datapackage.json')
  })

  test('has no licence where the desk has stated none, and a name only of one that has the form of a name', async () => {
    const files = await filesOf(world)
    expect(descriptorOf(files)).not.toHaveProperty('licenses')
    expect(String(files.get('LICENSE'))).toContain('does not state')
    await world.db.query(
      "UPDATE desk_settings SET licence = 'Ours (ask!)', licence_url = 'https://desk.example/licence'",
    )
    const named = descriptorOf(await filesOf(world))
    expect(named.licenses).toEqual([{ path: 'https://desk.example/licence', title: 'Ours (ask!)' }])
    expect(complaints(named) ?? []).toEqual([])
    await world.db.query('UPDATE desk_settings SET licence_url = NULL')
    const ours = await filesOf(world)
    expect(descriptorOf(ours)).not.toHaveProperty('licenses')
    expect(String(ours.get('LICENSE'))).toContain('Ours (ask!)')
  })
})

describe('the tables', () => {
  test('are read back by csv-parse as the database has them', async () => {
    const { first, second, third, denial, chain, ann, whole, excerpts } = await quarrel(world.db)
    const files = await filesOf(world)
    const { db } = world
    const same = async (table: string, sql: string) => {
      const rows: Record<string, unknown>[] = await db.query(sql)
      const told = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)])),
      )
      expect(
        tableOf(files, table).map((row) =>
          Object.fromEntries(Object.keys(told[0] ?? {}).map((name) => [name, row[name]])),
        ),
      ).toEqual(told)
      expect(told.length).toBeGreaterThan(0)
    }
    await same(
      'claims',
      'SELECT id, stance, medium, said_on, said_on_earliest::text, said_on_basis, said_on_words, summary FROM claims ORDER BY id',
    )
    await same(
      'spans',
      'SELECT statement_id, part, position, start_offset AS start, end_offset AS "end", exact, prefix, suffix FROM spans ORDER BY 1, 2, 3',
    )
    await same('links', 'SELECT id, from_claim_id, relation, to_claim_id, reason FROM links ORDER BY id')
    await same('speakers', 'SELECT id, kind, name, wikidata_id AS wikidata FROM speakers ORDER BY id')
    await same('claim_speakers', 'SELECT claim_id, position, speaker_id, role_id FROM claim_speakers ORDER BY 1, 2')
    await same('aliases', 'SELECT speaker_id, position, name FROM speaker_aliases ORDER BY 1, 2')
    await same('roles', 'SELECT id, speaker_id, title, since, until FROM speaker_roles ORDER BY id')
    await same('zones', 'SELECT start_offset AS start, end_offset AS "end", kind FROM zones ORDER BY revision_id, 1')
    await same(
      'replies',
      'SELECT id, claim_id, speaker_id, by_name AS name, words, replied_on::text, way, url FROM replies ORDER BY id',
    )
    expect(tableOf(files, 'chains')).toEqual([{ id: String(chain), title: 'Is it “five”?' }])
    expect(tableOf(files, 'chain_claims').map(({ claim_id }) => Number(claim_id))).toEqual([
      second.claimId,
      first.claimId,
    ])
    expect(tableOf(files, 'speaks_for')).toMatchObject([{ for_name: 'The House' }])
    expect(tableOf(files, 'hops')).toMatchObject([{ statement_id: String(second.statementId), medium: 'news_agency' }])
    expect(tableOf(files, 'links')[0]?.id).toBe(String(denial))
    expect(tableOf(files, 'claims')[0]?.speaker_id).toBe(String(ann))
    expect(tableOf(files, 'articles')).toMatchObject([
      { article_id: String(whole), rights: 'full', text_path: `texts/${whole}-1.txt`, headline: 'A "headline", split' },
      { article_id: String(excerpts), rights: 'excerpts', text_path: '', outlet: 'The Other' },
    ])
    // Exactly as they are: no apostrophe before what a spreadsheet would run.
    expect(tableOf(files, 'statements')).toMatchObject([
      { exact: '=2+2 is “five” 🚢 […] on Monday', prefix: '', start: '0', in_zone: 'false' },
      { exact: '"not so"' },
      { id: String(third.statementId), claim_id: String(first.claimId) },
      {},
    ])
  })

  test('without rows are left out, but for those that every selection has', async () => {
    const files = await filesOf(world)
    expect([...files.keys()]).toEqual([
      ...['articles.csv', 'speakers.csv', 'claims.csv', 'statements.csv', 'links.csv', 'claims.jsonl'],
      ...['LICENSE', 'CODEBOOK.md', 'CITATION.cff', 'verify.mjs', 'README.md', 'datapackage.json'],
    ])
    expect(tableOf(files, 'claims')).toEqual([])
    expect(complaints(descriptorOf(files)) ?? []).toEqual([])
    expect(verified(files)).toMatchObject({ status: 0 })
  })

  test('each column stands in the codebook', async () => {
    await quarrel(world.db)
    const codebook = String((await filesOf(world)).get('CODEBOOK.md'))
    for (const { name, row, columns } of PACKAGE_TABLES) {
      expect(codebook).toContain(`## ${name}.csv\n\n${row}\n`)
      for (const column of columns) expect(codebook).toContain(`| \`${column.name}\` |`)
    }
    expect(PACKAGE_TABLES.flatMap(({ columns }) => columns).filter(({ meaning }) => meaning === '')).toEqual([])
  })

  test('of a selection have what belongs to it, whole in itself', async () => {
    const { alone, chain, first, second } = await quarrel(world.db)
    const ofChain = await filesOf(world, `?chain=${chain}`)
    expect(tableOf(ofChain, 'claims').map(({ id }) => Number(id))).toEqual([first.claimId, second.claimId])
    expect(descriptorOf(ofChain)).toMatchObject({ name: `gainsay-chain-${chain}`, title: 'Is it “five”?' })
    expect(String(ofChain.get('README.md'))).toContain(`chain = ${chain}`)
    const inJanuary = await filesOf(world, '?from=2020-01-01&to=2020-01-31')
    expect(tableOf(inJanuary, 'claims').map(({ id }) => Number(id))).toEqual([alone.claimId])
    expect(tableOf(inJanuary, 'links')).toEqual([])
    for (const files of [ofChain, inJanuary]) {
      expect(verified(files)).toMatchObject({ status: 0 })
      expect(complaints(descriptorOf(files)) ?? []).toEqual([])
    }
    // What one speaks for another stays told by name, although that one is not among the speakers.
    const ofBea = await filesOf(
      world,
      `?q=not&speaker=${tableOf(ofChain, 'speakers').find(({ name }) => name === 'Bea')?.id}`,
    )
    expect(tableOf(ofBea, 'speakers').map(({ name }) => name)).not.toContain('The House')
    expect(tableOf(ofBea, 'speaks_for')).toMatchObject([{ for_name: 'The House' }])
    expect(verified(ofBea)).toMatchObject({ status: 0 })
  })
})

test('a text is there by its rights alone; drafts and withdrawn rows are nowhere', async () => {
  const { db } = world
  const { whole, excerpts, alone, words } = await quarrel(world.db)
  const hidden = await article(db, 'Qwertzu in a draft. Qwertzu withdrawn.', { outlet: 'The Hidden' })
  await db.query("UPDATE articles SET rights = 'full' WHERE id = $1", [hidden])
  const draft = await statement(db, hidden, 'Qwertzu in a draft', { claim: { summary: 'Qwertzu' } })
  const gone = await statement(db, hidden, 'Qwertzu withdrawn')
  await db.query("UPDATE claims SET state = 'draft' WHERE id = $1", [draft.claimId])
  await withdrawClaim(db, null, gone.claimId, 1, 'Wrong.')

  const files = await filesOf(world)
  expect([...files.keys()].filter((name) => name.startsWith('texts/'))).toEqual([`texts/${whole}-1.txt`])
  expect(String(files.get(`texts/${whole}-1.txt`))).toBe(words)
  const all = [...files].map(([name, bytes]) => name + bytes).join('\n')
  expect(all).not.toMatch(/Qwertzu/)
  // Of the other text only what stands within 32 characters of its passages.
  await withdrawClaim(db, null, alone.claimId, 1, 'Wrong.')
  expect([...(await filesOf(world)).keys()]).not.toContain(`texts/${excerpts}-1.txt`)
  // By its outlet's rights as well.
  await db.query("UPDATE outlets SET rights = 'full' WHERE name = 'The Other'")
  const more = await filesOf(world)
  expect([...more.keys()]).toContain(`texts/${excerpts}-1.txt`)
  expect(verified(more)).toMatchObject({ status: 0 })
  await db.query("UPDATE articles SET rights = 'excerpts' WHERE id = $1", [excerpts])
  expect([...(await filesOf(world)).keys()]).not.toContain(`texts/${excerpts}-1.txt`)
})

test('the papers say what it is, how to check it and how to cite it', async () => {
  await quarrel(world.db)
  const files = await filesOf(world)
  const readme = String(files.get('README.md'))
  const { version, created } = descriptorOf(files)
  const hash = sha256(files.get('claims.jsonl') ?? '')
  expect(readme).toContain(
    `State ${version}, ${String(created).slice(0, 10)}. ${BASE_URL}/exports/datapackage.zip. SHA-256 of claims.jsonl: ${hash}`,
  )
  expect(readme).toContain('`claims.csv` (3)')
  expect(String(files.get('CITATION.cff'))).toMatch(
    /^cff-version: "1.2.0"\n[\s\S]*\ntype: "dataset"\n[\s\S]*authors:\n {2}- name: "Gainsay"\n$/,
  )
})

test('of a redacted text there are blocks, and it is the one whose hash is told', async () => {
  const { world, redact, close } = await redactingWorld()
  try {
    const word = secret()
    const articleId = await article(world.db, `She said: “It ${word} opens.” He said no.`, { headline: 'Day one' })
    await world.db.query("UPDATE articles SET rights = 'full' WHERE id = $1", [articleId])
    const { claimId } = await statement(world.db, articleId, `It ${word} opens`)
    await statement(world.db, articleId, 'He said no')
    expect(await redact('claim', claimId)).toBeNull()

    const files = await filesOf(world)
    expect([...files.values()].join('\n')).not.toContain(word)
    const text = files.get(`texts/${articleId}-1.txt`) ?? ''
    expect(String(text)).toContain('█')
    const [row] = tableOf(files, 'articles')
    expect([row?.redacted_sha256, row?.text_sha256 === row?.redacted_sha256]).toEqual([sha256(text), false])
    expect(verified(files)).toMatchObject({ status: 0 })
  } finally {
    changesBySql(world)
    await close()
  }
})
