import { words } from '../words/words'
import { shortened } from './shortened'

/** What a chain's title is made of. */
export interface ChainNames {
  id: number
  /** The question an editor gave. */
  title: string | null
  /** The words of the claim most answered in it. */
  words: string | null
}

/** About a line and a half of a heading: the subject and the verb of most sentences of news. */
const LONGEST_TITLE = 110

/** A chain's title: the question an editor gave it, else the words of the answered claim, shortened. */
export function chainTitle({ id, title, words: ofClaim }: ChainNames): string {
  return title ?? (ofClaim ? shortened(ofClaim, LONGEST_TITLE) : words.chain.chain(id))
}
