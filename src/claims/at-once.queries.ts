import type { EntityManager } from 'typeorm'
import { Account } from '../accounts/account.entity'
import { admits } from '../accounts/role'
import type { Actor } from '../history/history.commands'
import { asksForReview } from '../settings/settings.queries'
import { Problem } from '../web/problems'
import { words } from '../words/words'

/**
 * Whether somebody may change at once, without a draft in between, which reports make a published claim, or who a
 * speaker is. Where the desk reviews that takes a reviewer: readers see it the same moment. From the command line anybody may.
 */
export async function mayActAtOnce(db: EntityManager, actor: Actor): Promise<boolean> {
  if (actor === null || !(await asksForReview(db))) return true
  const account = await db.findOneBy(Account, { id: actor.id })
  return admits('reviewer', account?.role ?? null)
}

/** Throws 403 where `mayActAtOnce` says no. `does` completes "a reviewer …". */
export async function requireMayActAtOnce(db: EntityManager, actor: Actor, does: string): Promise<void> {
  if (await mayActAtOnce(db, actor)) return
  throw new Problem(403, words.problems.notAllowed, words.refusals.atOnce(does))
}
