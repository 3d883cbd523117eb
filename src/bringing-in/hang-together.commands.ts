import type { EntityManager } from 'typeorm'
import { refreshOrderDays } from '../chains/order-day.commands'
import { linkablesOf } from '../links/held-links.queries'
import { linkProblem, RELATIONS, type Relation } from '../links/relation'
import { Groups } from './groups'
import { Refused } from './refused'

const LINKS_AT_ONCE = 1_000
/** A chain may have a hundred thousand claims. */
const CHAINS_AT_ONCE = 20

interface LinkLine {
  line: number
  id: number
  from: number
  to: number
  relation: Relation
}

/**
 * Holds links against the rules that editors are held to, and chains against the links that make them; then works out by which day claims
 * stand in their chains.
 *
 * @param knowsRoles whether it is told for whom speakers speak, without which nobody can say that two claims have no voice in common
 * @returns how many links join claims with no voice in common, where that isn’t known
 * @throws Refused
 */
export async function hangTogether(
  db: EntityManager,
  knowsRoles: boolean,
  tell: (done: number) => void,
): Promise<number> {
  let unruled = 0
  const groups = new Groups()
  let done = 0
  for (let after = 0; ; ) {
    const links: LinkLine[] = await db.query(
      `SELECT line, id, (row->>'from_claim_id')::integer AS "from", (row->>'to_claim_id')::integer AS "to", row->>'relation' AS relation
       FROM brought WHERE type = 'link' AND id > $1 ORDER BY id LIMIT ${LINKS_AT_ONCE}`,
      [after],
    )
    if (links.length === 0) break
    unruled += await checkRules(db, links, knowsRoles)
    for (const { from, to } of links) groups.join(from, to)
    after = links.at(-1)?.id ?? after
    done += links.length
    tell(done)
  }
  await checkChains(db, groups)
  return unruled
}

async function checkRules(db: EntityManager, links: readonly LinkLine[], knowsRoles: boolean): Promise<number> {
  let unruled = 0
  const linkables = await linkablesOf(db, [...new Set(links.flatMap(({ from, to }) => [from, to]))])
  for (const { line, from, to, relation } of links) {
    const [answering, answered] = [linkables.get(from), linkables.get(to)]
    const problem = answering && answered && linkProblem(answering, answered, relation)
    if (!problem) continue
    if (knowsRoles || from === to || RELATIONS[relation].speakers !== 'same') throw new Refused(line, problem)
    unruled += 1
  }
  return unruled
}

async function checkChains(db: EntityManager, groups: Groups): Promise<void> {
  const seen = new Set<number>()
  let members = 0
  for (let after = 0; ; ) {
    const chains: { line: number; id: number; claims: number[] }[] = await db.query(
      `SELECT line, id, row->'claims' AS claims FROM brought WHERE type = 'chain' AND id > $1 ORDER BY id LIMIT ${CHAINS_AT_ONCE}`,
      [after],
    )
    if (chains.length === 0) break
    for (const { line, id, claims } of chains) {
      const group = groups.of(claims[0] as number)
      if (seen.has(group) || claims.some((claim) => groups.of(claim) !== group)) throw new Refused(line, notWhole(id))
      seen.add(group)
      members += claims.length
      await refreshOrderDays(db, claims)
    }
    after = chains.at(-1)?.id ?? after
  }
  const [linked] = await db.query(
    'SELECT count(*)::integer AS claims FROM (SELECT from_claim_id FROM links UNION SELECT to_claim_id FROM links) linked',
  )
  if (linked.claims !== members)
    throw new Refused(
      null,
      `Links join ${linked.claims} claims, and the chains of the file have ${members}: some chain is missing.`,
    )
}

const notWhole = (chain: number) =>
  `Chain ${chain} has claims that no link of this file joins. It seems to be an export of a selection: what comes back in is an export of ` +
  'everything, or of a whole chain.'
