import type { EntityManager } from 'typeorm'
import { activeAccount } from '../accounts/accounts.queries'
import { admits } from '../accounts/role'
import { inTransaction } from '../database/transaction'
import { changeVersion } from '../database/versions'
import { type Actor, record } from '../history/history.commands'
import { notFound, stale } from '../web/problems'
import { words } from '../words/words'
import { Article } from './article.entity'
import { openArticle } from './withdrawn-article'

/** How far an article is tagged: a statement begins it, an editor's word ends it. */
export const TAGGINGS = ['untagged', 'half_done', 'done'] as const
export type Tagging = (typeof TAGGINGS)[number]

export function taggingOf({
  taggingBegunAt,
  taggingDoneAt,
}: Pick<Article, 'taggingBegunAt' | 'taggingDoneAt'>): Tagging {
  if (taggingDoneAt !== null) return 'done'
  return taggingBegunAt === null ? 'untagged' : 'half_done'
}

/** The article; throws 404 when there is none. */
export async function articleById(db: EntityManager, id: number): Promise<Article> {
  const article = await db.findOneBy(Article, { id })
  if (!article) throw notFound(words.these.article)
  return article
}

/** Gives an article to an editor to tag, or to nobody. Throws 409 when it has changed since `version`. */
export function assignArticle(
  db: EntityManager,
  actor: Actor,
  id: number,
  version: number,
  accountId: number | null,
): Promise<{ before: number | null } | { problem: string }> {
  return inTransaction(db, async (db): Promise<{ before: number | null } | { problem: string }> => {
    const { assignedToId: before } = openArticle(id, await articleById(db, id))
    const account = accountId === null ? null : await activeAccount(db, accountId)
    if (accountId !== null && !admits('editor', account?.role ?? null)) {
      return { problem: words.tagging.noEditor }
    }
    if (!(await changeVersion(db, 'articles', id, version, { assigned_to_id: accountId })))
      throw stale(words.stale.article, { kind: 'article', id, version })
    const payload = { before: { assignedToId: before }, after: { assignedToId: accountId } }
    await record(db, actor, { action: accountId === null ? 'unassigned' : 'assigned', kind: 'article', id, payload })
    return { before }
  })
}

/** Says that all in an article is tagged, or that it is not after all. Throws 409 when it has changed since `version`. */
export async function setTaggingDone(db: EntityManager, actor: Actor, id: number, version: number, isDone: boolean) {
  await inTransaction(db, async (db) => {
    const { taggingDoneAt } = openArticle(id, await articleById(db, id))
    const changes = { tagging_done_at: isDone ? (taggingDoneAt ?? new Date()) : null }
    if (!(await changeVersion(db, 'articles', id, version, changes)))
      throw stale(words.stale.article, { kind: 'article', id, version })
    await record(db, actor, { action: isDone ? 'marked done' : 'reopened', kind: 'article', id, payload: {} })
  })
}
