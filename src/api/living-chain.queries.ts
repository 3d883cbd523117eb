import { notFound, Problem } from '../web/problems'
import { chainAt, type FoundChainRow } from './chains.queries'
import type { Asked } from './operation'

const GONE = 'Nothing joins the claims of this chain any more.'

/** What an operation on a chain is refused by, as the document tells it. */
export const NO_LIVING_CHAIN = { 308: 'It has been merged into the chain at `Location`.', 410: GONE }

export type LivingChain = FoundChainRow & { size: number; componentId: number }

const isLiving = (chain: FoundChainRow): chain is LivingChain => chain.componentId !== null && chain.size !== null

/** The chain at an address, or the address that it has moved to, with what stands behind its number. */
export async function livingChain(
  { rows, id }: Pick<Asked<unknown, unknown>, 'rows'> & { id: number },
  behind = '',
): Promise<LivingChain | { movedTo: string }> {
  const [chain] = await rows(chainAt, [id])
  if (!chain) throw notFound('This chain')
  if (chain.id !== id) return { movedTo: `/api/v1/chains/${chain.id}${behind}` }
  if (!isLiving(chain)) throw new Problem(410, 'Come apart', GONE, { reason: GONE })
  return chain
}
