import type { ReadPool } from '../database/read-pool'
import { inThread } from '../threads/thread.client'
import { KeptDifferences } from './kept-differences'
import { type RevisionRow, textsOfTwo } from './revision.queries'
import { type DifferenceShown, differenceShown } from './text-difference'

/** What differs between a text and the one before, for the page that shows it. */
export class Differences {
  private readonly kept = new KeptDifferences()

  constructor(private readonly pages: ReadPool) {}

  /** @param isLong both together are more than is compared for whoever opens the page: a thread does it */
  async of(revision: RevisionRow, previousId: number, isLong: boolean): Promise<DifferenceShown | null> {
    const known = this.kept.find(revision.previousSha256 ?? '', revision.textSha256)
    if (known) return known
    const texts = await this.pages.rows(textsOfTwo, [previousId, revision.revisionId])
    const [before, after] = [previousId, revision.revisionId].map((id) => texts.find((text) => text.id === id))
    if (!before || !after) return null
    // Of long ones an editor asks now and then, and they would fill what is kept.
    if (isLong) return inThread('reading/difference-thread', null, (ask: AskOfTexts) => ask([before.text, after.text]))
    const difference = differenceShown(before.text, after.text)
    // By the hashes of these very texts: since the look before, words may have been erased from them.
    this.kept.keep(before.textSha256, after.textSha256, difference)
    return difference
  }
}

type AskOfTexts = (texts: [before: string, after: string]) => Promise<DifferenceShown>
