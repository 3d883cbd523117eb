import { Client } from 'pg'
import { fingerprintsOf } from '../../src/fingerprints/fingerprints.commands'
import { CANDIDATES } from '../../src/fingerprints/near-copies.queries'
import { newDatabase } from '../../test/support/database'
import { say } from '../frame/say'
import { type Chance, chance } from '../trust/chance'
import { withPostgres } from '../trust/with-postgres'

/** To reach: an editor who imports notices nothing of it. */
const GOAL_MS = 20

/**
 * How long the candidates for a new article are looked for among many, and what is read for it: among articles of some 400
 * words of a Zipf-like vocabulary, of which every fiftieth is a copy and every tenth has the same appeal at its end.
 */
export async function benchKeptCopies(articles: number): Promise<boolean> {
  return withPostgres(async () => {
    const { ownerUrl, drop } = await newDatabase()
    const db = new Client({ connectionString: ownerUrl })
    await db.connect()
    try {
      await fill(db, articles)
      return await measure(db, articles)
    } finally {
      await db.end()
      await drop()
    }
  })
}

const VOCABULARY = 30_000
const WORDS = 400
const APPEAL = Array.from({ length: 60 }, (_, place) => `appeal${place}`).join(' ')

/** Word number n comes about as often as 1 / n. */
const word = (random: Chance) => `w${Math.floor(VOCABULARY ** random.next())}`

function textOf(number: number): string {
  const random = chance(number)
  // A copy is another's text with a tenth of it gone and a paragraph of its own.
  const isCopy = number > 100 && number % 50 === 0
  const source = isCopy ? chance(number - 7) : random
  const words = Array.from({ length: WORDS }, () => word(source))
  const own = Array.from({ length: 40 }, () => word(random))
  return [...(isCopy ? words.slice(0, 360) : words), ...own, number % 10 === 0 ? APPEAL : ''].join(' ')
}

async function fill(db: Client, articles: number) {
  await db.query(`SET session_replication_role = replica`)
  for (let first = 1; first <= articles; first += 500) {
    const numbers = Array.from({ length: Math.min(500, articles - first + 1) }, (_, place) => first + place)
    const texts = numbers.map(textOf)
    await db.query(
      `INSERT INTO articles (id, headline, published_on) OVERRIDING SYSTEM VALUE
       SELECT id, 'Article ' || id, '2026-01-01'::date + id / 100 FROM unnest($1::integer[]) id`,
      [numbers],
    )
    await db.query(
      `INSERT INTO revisions (id, article_id, number, text, text_sha256, length, raw, raw_sha256) OVERRIDING SYSTEM VALUE
       SELECT id, id, 1, text, sha256(convert_to(text, 'UTF8')), char_length(text), '', sha256('')
       FROM unnest($1::integer[], $2::text[]) made (id, text)`,
      [numbers, texts],
    )
    const prints = texts.map((text) => fingerprintsOf(text, []))
    await db.query(
      'INSERT INTO revision_fingerprints (fingerprint, revision_id) SELECT unnest($1::integer[]), unnest($2::integer[])',
      [prints.flat(), numbers.flatMap((number, place) => (prints[place] ?? []).map(() => number))],
    )
  }
  await db.query('VACUUM ANALYZE')
}

async function measure(db: Client, articles: number): Promise<boolean> {
  const times: number[] = []
  const buffers: number[] = []
  for (let asked = 0; asked < 200; asked++) {
    // Every tenth with the appeal; every fifth a copy of one that is there.
    const text = asked % 5 === 0 ? textOf(50 + 50 * (asked % 90)) : textOf(articles + 1 + asked)
    const values = [fingerprintsOf(text, []), null]
    const began = performance.now()
    await db.query(CANDIDATES, values)
    times.push(performance.now() - began)
    const { rows } = await db.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT json) ${CANDIDATES}`, values)
    const [{ Plan: plan }] = rows[0]['QUERY PLAN']
    buffers.push(plan['Shared Hit Blocks'] + plan['Shared Read Blocks'])
    if (asked === 1 && process.env.GAINSAY_PLANS) say(JSON.stringify(plan, null, 1))
  }
  const size = await db.query(
    `SELECT pg_size_pretty(pg_total_relation_size('revision_fingerprints')) AS all, count(*) AS rows FROM revision_fingerprints`,
  )
  const [median, slowest] = [middleOf(times), Math.max(...times)]
  say(
    `\n${articles} articles, ${size.rows[0].rows} fingerprints, ${size.rows[0].all}: candidates of a new one in ` +
      `${median.toFixed(1)} ms (the slowest of 200: ${slowest.toFixed(1)} ms; goal ${GOAL_MS}), ${middleOf(buffers)} pages read`,
  )
  return median <= GOAL_MS
}

const middleOf = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
