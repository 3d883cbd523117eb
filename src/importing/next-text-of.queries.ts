import type { EntityManager } from 'typeorm'
import { addressesOf, sha256 } from '../articles/articles.commands'
import { revisionsWithText } from '../articles/articles.queries'
import type { ProposedZone } from '../articles/zone'
import { nearCopies } from '../fingerprints/near-copies.queries'
import { articlesAt, type HereAlready } from './here-already.queries'

interface ToPlace {
  text: string
  zones: readonly ProposedZone[]
  /** As somebody said, or the site that it was fetched from. */
  outlet: string | null | undefined
  /** Where it was fetched, or is by its sender’s word for it alone. */
  ownAddress: string | null
  /** Where it says that it is, or its sender said of several. */
  saidAddress: string | null
}

/**
 * The article that this surely is a newer text of; or the one whose address it says that it has, which is for somebody to tell: any page
 * can say so, and a text can't be taken away from an article again.
 */
export async function nextTextOf(
  db: EntityManager,
  { text, zones, outlet, ownAddress, saidAddress }: ToPlace,
): Promise<{ surely: number } | { perhaps: HereAlready } | null> {
  const [own] = await articlesAt(db, addressesOf(ownAddress))
  if (own) return { surely: own.articleId }
  const [said] = await articlesAt(db, addressesOf(saidAddress))
  // A text that is here already is told as that.
  if (!said || (await revisionsWithText(db, sha256(text))).length > 0) return null
  const isSameOutlet = said.outlet !== null && outlet?.toLowerCase() === said.outlet.toLowerCase()
  const isNear =
    isSameOutlet && (await nearCopies(db, text, zones)).some(({ articleId }) => articleId === said.articleId)
  return isNear ? { surely: said.articleId } : { perhaps: said }
}
