import type { EntityManager } from 'typeorm'
import { type Chance, chance } from '../../bench/trust/chance'
import { restoreArticle, withdrawArticle } from '../../src/claims/article-withdrawal.commands'
import { markZones } from '../../src/claims/zones.commands'
import { leaveOrigin, setCopyOf } from '../../src/copies/copies.commands'
import { takeTextDistinctionBack, tellTextsApart } from '../../src/copies/distinctions.commands'
import { type Comparable, comparable, isCopy, likeness } from '../../src/fingerprints/likeness'
import type { TextPositionSelector } from '../../src/quotes/selector'
import { addRevision } from '../../src/revising/revise.commands'
import { type Change, undo } from '../../src/undoing/undo.commands'
import { newsroom } from '../reading/newsroom'
import { newWorld, type World } from '../support/world'

let world: World
let db: EntityManager
let desk: ReturnType<typeof newsroom>

beforeAll(async () => {
  world = await newWorld()
  db = world.db
  desk = newsroom(db)
})
afterAll(() => world.close())

interface ArticleNow {
  id: number
  version: number
  origin: number
  isWithdrawn: boolean
  text: string
  zones: TextPositionSelector[]
}

interface Now {
  articles: ArticleNow[]
  /** Ids of pairs that are told apart: the distinction's, the higher, the lower. */
  apart: { id: number; pair: [number, number] }[]
}

/** Of these articles: other histories' have no words in common with them. */
async function now(ids: readonly number[]): Promise<Now> {
  const articles: ArticleNow[] = await db.query(
    `SELECT articles.id, version, coalesce(copy_of_id, articles.id) AS origin, withdrawn_reason IS NOT NULL AS "isWithdrawn", text, (
       SELECT coalesce(json_agg(json_build_object('start', start_offset, 'end', end_offset)), '[]')
       FROM zones WHERE revision_id = newest.id) AS zones
     FROM articles CROSS JOIN LATERAL (
       SELECT id, text FROM revisions WHERE article_id = articles.id ORDER BY number DESC LIMIT 1) newest
     WHERE articles.id = ANY($1) ORDER BY articles.id`,
    [ids],
  )
  const apart = await db.query(
    `SELECT id, json_build_array(article_id, other_id) AS pair FROM article_distinctions
     WHERE taken_back_at IS NULL AND article_id = ANY($1)`,
    [ids],
  )
  return { articles, apart }
}

/** What ought to be offered, worked out from nothing but what is so now: each text against each. */
function offersOf({ articles, apart }: Now): string[] {
  const key = (one: number, other: number) => `${Math.max(one, other)} ${Math.min(one, other)}`
  const told = new Set(apart.map(({ pair }) => key(...pair)))
  const open = new Map(articles.filter(({ isWithdrawn }) => !isWithdrawn).map((article) => [article.id, article]))
  const texts = new Map(articles.map(({ id, text, zones }) => [id, comparable(text, zones)]))
  const textOf = ({ id }: ArticleNow) => texts.get(id) as Comparable
  const stories = new Map<number, Map<number, number>>()
  for (const one of open.values()) {
    for (const other of open.values()) {
      const isTold = told.has(key(one.id, other.id)) || told.has(key(one.origin, other.origin))
      if (one.origin === other.origin || isTold || !open.has(one.origin) || !open.has(other.origin)) continue
      const pair = likeness(textOf(one), textOf(other))
      if (!isCopy(pair)) continue
      const others = stories.get(one.origin) ?? new Map<number, number>()
      stories.set(one.origin, others)
      others.set(other.origin, Math.max(others.get(other.origin) ?? 0, Math.fround(pair.containment)))
    }
  }
  const offers = new Set<string>()
  for (const [origin, others] of stories) {
    const best = [...others].sort(([a, alike], [b, alikeToo]) => alikeToo - alike || a - b).slice(0, 3)
    for (const [other, containment] of best) offers.add(`${key(origin, other)} ${containment}`)
  }
  return [...offers].sort()
}

const offered = async (ids: readonly number[]): Promise<string[]> => {
  const rows: { one: number; other: number; containment: number }[] = await db.query(
    'SELECT article_id AS one, other_id AS other, containment FROM article_likenesses WHERE article_id = ANY($1) OR other_id = ANY($1)',
    [ids],
  )
  return rows.map(({ one, other, containment }) => `${one} ${other} ${Math.fround(containment)}`).sort()
}

/** A text of one story or of two, cut, with paragraphs of its own. */
function textOf(random: Chance, stories: readonly string[][]): string {
  const story = random.oneOf(stories)
  const paragraphs = story.filter(() => !random.oneIn(4))
  if (random.oneIn(3)) paragraphs.push(...random.oneOf(stories).slice(0, 5))
  if (random.oneIn(2)) paragraphs.push(paragraphOf(random))
  return `Edition ${random.below(1e9)}\n\n${paragraphs.join('\n\n')}\n\nSubscribe now ${random.below(1e9)}.\n`
}

const paragraphOf = (random: Chance) => Array.from({ length: 25 }, () => `w${random.below(1e6).toString(36)}`).join(' ')

type Acts = Record<string, () => Promise<unknown>>

/** So many articles that each is compared with each other one: no text has eight others. */
const MOST_ARTICLES = 9

async function run(seed: number, steps: number) {
  const random = chance(seed)
  // One story is told by more articles than are offered of each; of three, some have a part of another.
  const stories = Array.from({ length: seed % 2 === 0 ? 1 : 3 }, () =>
    Array.from({ length: 6 }, () => paragraphOf(random)),
  )
  const mine: number[] = []
  const done: Change[][] = []
  const told: string[] = []
  const seen = new Set<string>()

  for (let step = 0; step < steps; step++) {
    const state = await now(mine)
    const open = state.articles.filter(({ isWithdrawn }) => !isWithdrawn)
    const one = open.length > 0 ? random.oneOf(open) : null
    const other = open.length > 0 ? random.oneOf(open) : null
    const acts: Acts = {
      import: async () => mine.length < MOST_ARTICLES && mine.push(await desk.article(textOf(random, stories))),
      ...(one &&
        other && {
          confirm: async () => {
            const outcome = await setCopyOf(db, world.editor, one.id, one.version, other.id)
            if ('made' in outcome) done.push(outcome.made.map((made) => ({ kind: 'article', ...made })))
          },
          leave: () => leaveOrigin(db, world.editor, one.id, one.version),
          undo: async () => {
            const last = done.pop()
            if (last) await undo(db, { ...world.editor, name: 'Editor', role: 'editor' }, last, null).catch(() => null)
          },
          apart: () => tellTextsApart(db, world.editor, one.id, other.id),
          together: async () => {
            if (state.apart.length > 0) await takeTextDistinctionBack(db, null, random.oneOf(state.apart).id)
          },
          zones: async () => {
            const start = random.below(Math.floor(one.text.length / 2))
            const zones = random.oneIn(3) ? [] : [{ kind: 'other' as const, start, end: start + 200 }]
            await markZones(db, world.editor, one.id, one.version, zones)
          },
          anew: () => addRevision(db, world.editor, one.id, null, { raw: Buffer.from(textOf(random, stories)) }),
          withdraw: () => withdrawArticle(db, world.editor, one.id, one.version, 'By mistake.'),
        }),
      restore: async () => {
        const gone = state.articles.filter(({ isWithdrawn }) => isWithdrawn)
        if (gone.length > 0) {
          const { id, version } = random.oneOf(gone)
          await restoreArticle(db, world.editor, id, version)
        }
      },
    }
    // At first articles come in more often, and most of what an editor says is that one is a copy.
    const name = random.oneIn(3) ? 'import' : random.oneIn(3) && one ? 'confirm' : random.oneOf(Object.keys(acts))
    await acts[name]?.()
    told.push(`${name} ${one?.id} ${other?.id}`)
    const expected = offersOf(await now(mine))
    seen.add(expected.join())
    expect({ told, offered: await offered(mine) }).toEqual({ told, offered: expected })
  }
  // Else it was a history in which nothing looked alike.
  expect(seen.size).toBeGreaterThan(steps / 4)
}

test.each([1, 2, 4, 6])('what is offered follows from what is so, whatever came before: history %i', async (seed) => {
  await run(seed, 50)
})
