import type { EntityManager } from 'typeorm'
import { words } from '../words/words'

/** Kept exports that have a text whole, and go with the rights to it. */
export interface KeptTexts {
  /** The first few, by number. */
  snapshots: number[]
  /** Of all. */
  count: number
  prepared: number
}

/** As many as a hint can name and still be read. */
const NAMED = 20

/** Of those of an outlet's articles that have its rights. */
export const keptTextsOfOutlet = (db: EntityManager, outletId: number): Promise<KeptTexts> =>
  keptTexts(db, 'outlet_id = $1 AND rights IS NULL', outletId)

export const keptTextsOfArticle = (db: EntityManager, articleId: number): Promise<KeptTexts> =>
  keptTexts(db, 'articles.id = $1', articleId)

async function keptTexts(db: EntityManager, which: string, id: number): Promise<KeptTexts> {
  const [found] = await db.query(
    `SELECT coalesce((array_agg(id ORDER BY id) FILTER (WHERE is_snapshot))[1:${NAMED}], '{}') AS snapshots,
       (count(*) FILTER (WHERE is_snapshot))::integer AS count, (count(*) FILTER (WHERE NOT is_snapshot))::integer AS prepared
     FROM kept_exports
     WHERE state = 'ready' AND EXISTS (
       SELECT FROM kept_export_texts JOIN articles ON articles.id = article_id WHERE export_id = kept_exports.id AND ${which})`,
    [id],
  )
  return found
}

/** What would go, in words; null is nothing. */
export function keptInWords({ snapshots, count, prepared }: KeptTexts): string | null {
  return count + prepared === 0 ? null : words.intake.keptGo(snapshots, count, prepared)
}
