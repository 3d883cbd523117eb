import type { EntityManager } from 'typeorm'
import { Groups } from './groups'

/** Links read at once. */
const AT_ONCE = 10_000

/**
 * Makes the rows of chains, of which a flat file tells nothing, out of its links: by their oldest links numbered from 1, and without titles.
 * After it is known that the claims of every link are there.
 */
export async function makeChains(db: EntityManager): Promise<void> {
  const groups = new Groups()
  await eachLink(db, async (links) => {
    for (const { from, to } of links) groups.join(from, to)
  })
  await db.query(
    'CREATE TEMPORARY TABLE joined (claim_id integer PRIMARY KEY, of integer NOT NULL, link_id integer NOT NULL, line integer NOT NULL) ON COMMIT DROP',
  )
  await eachLink(db, async (links) => {
    const ends = links.flatMap(({ id, line, from, to }) => [from, to].map((claim) => ({ id, line, claim })))
    await db.query(
      `INSERT INTO joined SELECT * FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::integer[]) ON CONFLICT DO NOTHING`,
      [
        ends.map(({ claim }) => claim),
        ends.map(({ claim }) => groups.of(claim)),
        ends.map(({ id }) => id),
        ends.map(({ line }) => line),
      ],
    )
  })
  await db.query(`
    INSERT INTO brought
    SELECT line, 'chain', id, jsonb_build_object('type', 'chain', 'id', id, 'url', '', 'title', NULL, 'claims', claims)
    FROM (
      SELECT min(line) AS line, row_number() OVER (ORDER BY min(link_id)) AS id, jsonb_agg(claim_id ORDER BY claim_id) AS claims
      FROM joined GROUP BY of
    ) made`)
}

interface LinkEnds {
  id: number
  line: number
  from: number
  to: number
}

async function eachLink(db: EntityManager, use: (links: readonly LinkEnds[]) => Promise<void>): Promise<void> {
  for (let after = 0; ; ) {
    const links: LinkEnds[] = await db.query(
      `SELECT id, line, (row->>'from_claim_id')::integer AS "from", (row->>'to_claim_id')::integer AS "to"
       FROM brought WHERE type = 'link' AND id > $1 ORDER BY id LIMIT ${AT_ONCE}`,
      [after],
    )
    if (links.length === 0) return
    await use(links)
    after = links.at(-1)?.id ?? after
  }
}
