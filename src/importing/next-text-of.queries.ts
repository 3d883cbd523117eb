import type { EntityManager } from 'typeorm'
import { addressesOf, sha256 } from '../articles/articles.commands'
import { type KnownCopy, revisionsWithText } from '../articles/articles.queries'
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
 * The article that this surely is a newer text of; or those whose address it says that it has, or which have it together, which is for
 * somebody to tell: any page can say so, and a text can't be taken away from an article again.
 */
export async function nextTextOf(
  db: EntityManager,
  { text, zones, outlet, ownAddress, saidAddress }: ToPlace,
): Promise<{ surely: number } | { perhaps: HereAlready[] } | null> {
  const own = await articlesAt(db, addressesOf(ownAddress))
  const [only, another] = own
  if (only && !another) return { surely: only.articleId }
  const there = only ? own : await articlesAt(db, addressesOf(saidAddress))
  // A text that is here already is told as that; but one that was here, and that the article has given up since, is back.
  const same = await revisionsWithText(db, sha256(text))
  const wasThere = ({ articleId, number }: KnownCopy) =>
    there.some((one) => one.articleId === articleId && one.revision > number)
  if (there.length === 0 || same.some((copy) => !wasThere(copy))) return null
  const near = await nearCopies(db, text, zones)
  // A live page had several articles at one address, one after the other: then it is the one with nearly its words.
  const [surely, other] = there.filter(
    (one) => (only || isOutlet(outlet, one)) && near.some(({ articleId }) => articleId === one.articleId),
  )
  return surely && !other ? { surely: surely.articleId } : { perhaps: there }
}

const isOutlet = (said: string | null | undefined, { outlet }: HereAlready) =>
  outlet !== null && said?.toLowerCase() === outlet.toLowerCase()
