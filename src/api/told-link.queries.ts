import type { EntityManager } from 'typeorm'
import { rowsOf } from '../database/read-pool'
import { claimsByIds } from './claims.queries'
import { linkByItself } from './links.queries'
import { linkDocument, withPage } from './present'

/** What a webhook is sent of a link: the link and its two claims, each as the API shows it to anyone. */
export interface ToldLink {
  link: object
  from: object
  to: object
  /** The chain that it is part of now. */
  chain: { id: number; page: string } | null
}

const PUBLIC = ['published']

/** Null where the link is not public any more, or one of its claims is not. Three queries. */
export async function toldLink(db: EntityManager, id: number, baseUrl: string): Promise<ToldLink | null> {
  const rows = rowsOf(db)
  const [link] = await rows(linkByItself, [PUBLIC, id])
  if (!link) return null
  const claims = await rows(claimsByIds, [PUBLIC, [link.from, link.to]])
  const [from, to] = [link.from, link.to].map((claim) => claims.find((each) => each.id === claim))
  if (!from || !to) return null
  const [chain] = await db.query(
    'SELECT chains.id FROM chain_members JOIN chains USING (component_id) WHERE claim_id = $1',
    [link.from],
  )
  const [claimOf, chainOf] = [withPage(baseUrl, 'claims'), withPage(baseUrl, 'chains')]
  return {
    link: linkDocument(baseUrl, link),
    from: claimOf(from),
    to: claimOf(to),
    chain: chain ? chainOf(chain) : null,
  }
}
