import type { EntityManager } from 'typeorm'
import { openArticle } from '../articles/withdrawn-article'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { offerAnew } from '../fingerprints/offers.commands'
import { type Actor, record } from '../history/history.commands'
import { stale } from '../web/problems'
import { words } from '../words/words'

/** A row in the version that a change made of it. */
export interface Made {
  id: number
  version: number
}

interface Row extends Made {
  copyOfId: number | null
  withdrawnReason: string | null
}

/** As many copies follow where their origin becomes a copy itself: each has a row of history of its own. */
const MOST_COPIES = 200

/**
 * An editor's word that an article is a copy of another: of that one's origin, where it is a copy itself. What was a copy
 * of this one goes along; where the other was, the two change places. Throws 409 when the article has changed since
 * `version`, 404 and 410 where either is not there.
 *
 * @returns all that was changed, in its order: undone from the last on, all is as it was
 */
export function setCopyOf(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  originId: number,
): Promise<{ originId: number; made: Made[] } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ originId: number; made: Made[] } | { problem: string }> => {
    if (id === originId) return { problem: words.copies.ofItself }
    const family = await holdFamilies(db, id, originId)
    const article = openArticle(id, family.get(id) ?? null)
    const named = openArticle(originId, family.get(originId) ?? null)
    if (article.version !== version) throw stale(words.stale.article, { kind: 'article', id, version })
    const root = named.copyOfId === null || named.copyOfId === id ? originId : named.copyOfId
    if (article.copyOfId === root) return { problem: words.copies.alreadyOf(id, root) }
    const following = [...family.values()].filter((row) => row.copyOfId === id && row.id !== root)
    if (following.length > MOST_COPIES) return { problem: words.copies.tooMany(MOST_COPIES) }

    const made: Made[] = []
    if (named.copyOfId === id) made.push(await put(db, actor, named, null))
    for (const copy of following) made.push(await put(db, actor, copy, root))
    made.push(await put(db, actor, article, root))
    // Where it was one already, that story has lost it.
    await offerAnew(db, [root, id, article.copyOfId ?? id])
    return { originId: root, made }
  })
}

/** Takes that word back: the article is an origin of its own, and is offered again while it looks like another. */
export function leaveOrigin(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
): Promise<Made | { problem: string }> {
  return inTransaction(db, async (db): Promise<Made | { problem: string }> => {
    const article = openArticle(id, (await held(db, [id])).get(id) ?? null)
    if (article.version !== version) throw stale(words.stale.article, { kind: 'article', id, version })
    if (article.copyOfId === null) return { problem: words.copies.isNone(id) }
    const made = await put(db, actor, article, null)
    await offerAnew(db, [id, article.copyOfId])
    return made
  })
}

async function put(db: EntityManager, actor: Actor, { id, version, copyOfId }: Row, to: number | null): Promise<Made> {
  if (!(await changeVersion(db, 'articles', id, version, { copy_of_id: to })))
    throw stale(words.stale.article, { kind: 'article', id, version })
  const action = to === null ? 'no longer a copy' : 'made a copy'
  const payload = { before: { copyOfId }, after: { copyOfId: to } }
  await record(db, actor, { action, kind: 'article', id, payload })
  return { id, version: version + 1 }
}

/**
 * Both with their origins, and so many copies of the first that it shows when there are too many (the other may be one of
 * them), held in the order of their numbers until the transaction ends.
 */
async function holdFamilies(db: EntityManager, id: number, originId: number): Promise<Map<number, Row>> {
  for (let known: number[] = []; ; ) {
    const rows: { id: number }[] = await db.query(
      `SELECT id FROM articles WHERE id = ANY($1)
       UNION SELECT copy_of_id FROM articles WHERE id = ANY($1) AND copy_of_id IS NOT NULL
       UNION (SELECT id FROM articles WHERE copy_of_id = $2 ORDER BY id LIMIT ${MOST_COPIES + 2})
       ORDER BY id`,
      [[id, originId], id],
    )
    const now = rows.map((row) => row.id)
    // What was waited for may have changed who belongs here; what is held already stays.
    const rowsHeld = await held(db, now)
    if (now.every((row) => known.includes(row))) return rowsHeld
    known = now
  }
}

/**
 * Holds all that several of these changes will hold, in one order, before the first of them is made: each ends with what is
 * offered, for which others wait, and may not wait for an article after that.
 */
export async function holdStories(db: EntityManager, ids: readonly number[]): Promise<void> {
  const rows: { id: number }[] = await db.query(
    `SELECT id FROM articles WHERE id = ANY($1) OR copy_of_id = ANY($1)
     UNION SELECT copy_of_id FROM articles WHERE id = ANY($1) AND copy_of_id IS NOT NULL`,
    [ids],
  )
  await held(
    db,
    rows.map(({ id }) => id),
  )
}

async function held(db: EntityManager, ids: readonly number[]): Promise<Map<number, Row>> {
  // Not for their keys: whoever compares texts now, for whom this waits afterwards, refers to them.
  const rows: Row[] = await db.query(
    `SELECT id, version, copy_of_id AS "copyOfId", withdrawn_reason AS "withdrawnReason" FROM articles
     WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
