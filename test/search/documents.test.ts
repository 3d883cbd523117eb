import fc from 'fast-check'
import { Client } from 'pg'
import { claimById, restoreClaim, withdrawClaim } from '../../src/claims/claims.commands'
import {
  changeStatement,
  restoreStatement,
  splitOff,
  statementById,
  withdrawStatement,
} from '../../src/claims/statements.commands'
import { seedOnce } from '../../src/demonstration/seed'
import { changeLinkedClaim } from '../../src/links/change-linked-claim.commands'
import { linkById, linkClaims, restoreLink, withdrawLink } from '../../src/links/links.commands'
import { mergeSpeakers, unmergeSpeaker } from '../../src/links/merge-speakers.commands'
import { OPPOSING, RELATIONS, type Relation } from '../../src/links/relation'
import { speakerById } from '../../src/speakers/speakers.queries'
import { newsroom } from '../reading/newsroom'
import { newClaim } from '../support/new-claim'
import { changesBySql, newWorld, type World } from '../support/world'
import { marksOf, spelt, wrong } from './kept-documents'

let world: World
let owner: Client

beforeAll(async () => {
  world = await newWorld()
  changesBySql(world)
  owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

/** An outcome that is a refusal changes nothing, and that is a step of the history like another. */
const whatever = async (work: Promise<unknown>) => {
  await work.catch(() => {})
}

describe('kept documents are what the published rows make them', () => {
  const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']
  const TEXT = `${words.map((word) => `${word} is what was said of it.`).join(' ')}\n`

  type Step = { act: number; which: number; other: number }
  const step = fc.record({ act: fc.nat(18), which: fc.nat(50), other: fc.nat(50) })

  async function take({ act, which, other }: Step) {
    const { db } = world
    const pick = async (table: string, at: number): Promise<number> => {
      const rows = await db.query(`SELECT id FROM ${table} ORDER BY id`)
      return rows[at % Math.max(rows.length, 1)]?.id ?? 0
    }
    const word = words[other % words.length] as string
    const claim = () => pick('claims', which)
    const room = newsroom(db)
    switch (act) {
      case 0:
        return room.article(`${TEXT}${which}`, { outlet: `Outlet ${other % 3}` })
      case 1:
      case 2:
        return room.statement(await pick('articles', which), { by: [`Speaker ${other % 4}`], words: [word] })
      case 3:
        return room.statement(await pick('articles', which), {
          by: [],
          words: [word],
          claimId: await pick('claims', other),
        })
      case 4:
      case 5: {
        const relation = Object.keys(RELATIONS)[other % 7] as Relation
        return linkClaims(db, null, { from: await claim(), to: await pick('claims', other), relation, reason: null })
      }
      case 6: {
        const link = await linkById(db, await pick('links', which))
        return (other % 2 ? withdrawLink : restoreLink)(db, null, link.id, link.version, 'Why')
      }
      case 7: {
        const { id, version } = await claimById(db, await claim())
        return (other % 3 ? restoreClaim : withdrawClaim)(db, null, id, version, 'Why')
      }
      case 8: {
        const { id, version } = await statementById(db, await pick('statements', which))
        return (other % 2 ? withdrawStatement : restoreStatement)(db, null, id, version, 'Why')
      }
      case 9: {
        const { id, version } = await statementById(db, await pick('statements', which))
        return splitOff(db, null, id, version)
      }
      case 10: {
        const { id, version } = await statementById(db, await pick('statements', which))
        return changeStatement(db, null, id, version, {
          wording: 'indirect',
          content: [{ exact: word }],
          source: null,
          cue: null,
          hops: [],
        })
      }
      case 11: {
        const { id, version } = await claimById(db, await claim())
        const changed = newClaim({
          speakers: [{ name: `Speaker ${other % 4}`, kind: 'person' }],
          saidOn: ['2019', '../2020-01-05', '2021-02-03/..', null][other % 4] as string | null,
          saidOnBasis: other % 4 === 3 ? 'not_stated' : 'stated',
          medium: 'speech',
          stance: 'denies',
          summary: `It is ${word}`,
        })
        return changeLinkedClaim(db, null, id, version, changed)
      }
      case 12:
        return db.query('UPDATE speakers SET name = $2, description = $3 WHERE id = $1', [
          await pick('speakers', which),
          `Speaker ${other % 4}`,
          `who said ${word}`,
        ])
      case 14: {
        const [id, into] = [await pick('speakers', which), await pick('speakers', other)]
        return mergeSpeakers(db, null, id, (await speakerById(db, id)).version, into)
      }
      case 15: {
        const id = await pick('speakers', which)
        return unmergeSpeaker(db, null, id, (await speakerById(db, id)).version)
      }
      case 16:
        return db.query(
          `INSERT INTO speaker_aliases (speaker_id, position, name)
           SELECT $1, (SELECT count(*) FROM speaker_aliases WHERE speaker_id = $1), $2`,
          [await pick('speakers', which), `${word} alias ${other}`],
        )
      case 17:
        await db.query(
          'INSERT INTO speaker_roles (speaker_id, title, speaks_for_id) SELECT named_id, $2, $3 FROM claim_speakers WHERE claim_id = $1 AND position = 0',
          [await claim(), `Spokesman ${which}`, await pick('speakers', other)],
        )
        return db.query(
          'UPDATE claim_speakers SET role_id = (SELECT max(id) FROM speaker_roles) WHERE claim_id = $1 AND position = 0',
          [await claim()],
        )
      case 18: {
        const role = await pick('speaker_roles', which)
        if (other % 3 > 0) return db.query('DELETE FROM speaker_roles WHERE id = $1', [role])
        return db.query('UPDATE speaker_roles SET speaks_for_id = $2 WHERE id = $1', [
          role,
          await pick('speakers', other),
        ])
      }
      default: {
        const rights = other % 2 ? 'full' : 'excerpts'
        await db.query('UPDATE outlets SET rights = $2 WHERE id = $1', [await pick('outlets', which), rights])
        return db.query('UPDATE articles SET headline = $2, language = $3 WHERE id = $1', [
          await pick('articles', which),
          `Headline of ${word}`,
          other % 2 ? 'de-AT' : 'en',
        ])
      }
    }
  }

  test('after any history', async () => {
    let documents = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 40 }), async (steps) => {
        await whatever(take({ act: 0, which: 0, other: 0 }) as Promise<unknown>)
        for (const one of steps) await whatever(take(one) as Promise<unknown>)
        expect(await wrong(world)).toEqual([])
        documents = (await world.db.query('SELECT count(*) FROM search_claims'))[0].count
      }),
      { numRuns: 12 },
    )
    expect(documents).toBeGreaterThan(5)
    const [{ mergings, aliases }] = await world.db.query(
      `SELECT (SELECT count(*) FROM history WHERE action = 'merged') AS mergings, (SELECT count(*) FROM speaker_aliases) AS aliases`,
    )
    const [{ spoken }] = await world.db.query(`SELECT count(*) AS spoken FROM search_voices WHERE is_spoken_for`)
    expect(Math.min(mergings, aliases, spoken)).toBeGreaterThan(0)
  }, 60_000)

  test('and none is left of what a transaction marked', async () => {
    expect(await world.db.query('SELECT FROM search_stale')).toEqual([])
  })
})

describe('what is wrong is found', () => {
  test.each([
    [
      'a document of other words',
      `UPDATE search_claims SET words = 'other' WHERE id = (SELECT min(id) FROM search_claims)`,
    ],
    ['a missing one', `DELETE FROM search_articles WHERE id = (SELECT min(id) FROM search_articles)`],
    ['one of somebody not public', `INSERT INTO search_speakers SELECT max(id) + 1, '', '{}' FROM search_speakers`],
    ['a claim of somebody else’s record', `UPDATE record_claims SET speaker_id = speaker_id + 1000`],
    [
      'a claim that its record lacks',
      `DELETE FROM record_claims WHERE claim_id = (SELECT min(claim_id) FROM record_claims)`,
    ],
    ['a word of nothing public', `INSERT INTO search_words VALUES ('secretly')`],
  ])('%s', async (_what, sql) => {
    expect(await wrong(world)).toEqual([])
    await owner.query('SET session_replication_role = replica')
    await owner.query(sql)
    expect((await wrong(world)).length).toBeGreaterThan(0)
    await owner.query('SELECT search_rebuild()')
    expect(await wrong(world)).toEqual([])
  })
})

test('made anew, they have the indexes that they had', async () => {
  const indexes = (): Promise<unknown[]> =>
    world.db.query(
      `SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'search%' OR tablename = 'record_claims' ORDER BY 1`,
    )
  const before = await indexes()
  expect(before.length).toBeGreaterThan(10)
  await owner.query('SELECT search_rebuild()')
  expect(await indexes()).toEqual(before)
})

test('the role that serves can’t touch the documents', async () => {
  for (const table of [
    'search_claims',
    'search_articles',
    'search_speakers',
    'search_words',
    'search_stale',
    'record_claims',
  ]) {
    await expect(world.db.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
  }
})

test('a word goes with the last claim that has it, and an answer makes a claim answered', async () => {
  const { db } = world
  const room = newsroom(db)
  const article = await room.article(
    'Words of the day\n\nQuixotically he said so. Zebroid, she said. He denied it all.\n',
  )
  const first = await room.statement(article, { by: ['Ann Lee'], words: ['Quixotically'] })
  const second = await room.statement(article, { by: ['Bob Ray'], words: ['He denied it all'] })
  expect(await spelt(world, 'quixotically')).toBe(true)
  expect(await marksOf(world, first.claimId)).toContain('unanswered')

  const link = await room.link(second.claimId, 'denies', first.claimId)
  expect(await marksOf(world, first.claimId)).toEqual(expect.arrayContaining(['relation:denies']))
  expect(await marksOf(world, first.claimId)).not.toContain('unanswered')
  expect(await marksOf(world, second.claimId)).toEqual(expect.arrayContaining(['relation:denies', 'unanswered']))

  await withdrawLink(db, null, link, 1, 'A slip')
  expect(await marksOf(world, first.claimId)).toContain('unanswered')
  await withdrawClaim(db, null, first.claimId, 1, 'Not said')
  expect(await marksOf(world, first.claimId)).toEqual([])
  expect(await spelt(world, 'quixotically')).toBe(false)
  expect(OPPOSING).toEqual(['contradicts', 'denies', 'corrects', 'walks_back'])
})

test('a text of five megabytes is indexed as far as an index goes', async () => {
  const room = newsroom(world.db)
  // Letters of four bytes, no two words alike: the most that a hundred thousand characters can come to.
  const word = (n: number) => String.fromCodePoint(0x20000 + (n % 40000), 0x20000 + ((n * 7) % 39989))
  const text = `Begun. ${Array.from({ length: 400_000 }, (_, n) => word(n)).join(' ')}`
  const article = await room.article(text, { outlet: 'The Long Read' })
  await world.db.query(`UPDATE outlets SET rights = 'full' WHERE name = 'The Long Read'`)
  await room.statement(article, { by: ['Ann Lee'], words: ['Begun'] })
  const [row] = await world.db.query('SELECT length(words) FROM search_articles WHERE id = $1', [article])
  expect(row.length).toBeGreaterThan(1_000)
})

test('the demonstration corpus is found', async () => {
  await seedOnce(world.db)
  expect(await wrong(world)).toEqual([])
})

test('documents are made by plans that are kept: a function that is replaced forgets what was set for it', async () => {
  const [{ set }] = await world.db.query(`SELECT proconfig AS set FROM pg_proc WHERE proname = 'search_refresh'`)
  expect(set).toContain('plan_cache_mode=force_generic_plan')
})
