import type { DifferenceShown } from './text-difference'

/** With what each holds at most (some 800 kB, `MOST_COMPARED` in two texts) half of what whole pages are kept in. */
const MOST = 20

/**
 * What differs between two texts, kept by their hashes: a page has more addresses than readers were given (`?told=1`, `?told=2`,
 * …), and none of them may have the same texts compared once more.
 */
export class KeptDifferences {
  private readonly kept = new Map<string, DifferenceShown>()

  find(before: string, after: string): DifferenceShown | null {
    return this.kept.get(`${before} ${after}`) ?? null
  }

  keep(before: string, after: string, difference: DifferenceShown): void {
    const [oldest] = this.kept.keys()
    if (this.kept.size >= MOST && oldest !== undefined) this.kept.delete(oldest)
    this.kept.set(`${before} ${after}`, difference)
  }
}
