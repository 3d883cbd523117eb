/** Whose word a checkpoint is, keys as text. */
export interface SignedCheckpoint {
  treeSize: number
  signers: readonly string[]
  /** Whom its text lists: whose word counts from the next one on. Empty in those of before texts did. */
  listed: readonly string[]
}

/** Checkpoints that are nobody's word, signed by the same keys: how many, and the first of them. */
export interface Doubted {
  keys: readonly string[]
  firstSize: number
  count: number
  /** Of the checkpoint from which on the keys don't count any more; null where they never did. */
  droppedAt: number | null
}

/** From the checkpoint after `treeSize` on. */
interface Epoch {
  treeSize: number
  keys: ReadonlySet<string>
  /** Whoever was believed at some time so far. */
  known: ReadonlySet<string>
}

/**
 * Whose word counts, and from which checkpoint on: the keys that whoever checks has given, until one of these lists
 * others in a checkpoint's text; then those and no others, until the next list of one of theirs. A key that is left out
 * is dropped, a given one too. It goes one way, from smaller checkpoints to larger: a new key doesn't speak for what was
 * signed before it was there, and signatures beside one another say nothing of each other.
 */
export class Vouching {
  private readonly epochs: Epoch[] = []
  private readonly doubted = new Map<string, Doubted>()
  private readonly earlier = new Map<string, Doubted>()
  private given: ReadonlySet<string>

  /** Without any given the keys are believed that signed the first checkpoint and are listed there. */
  constructor(given: readonly string[]) {
    this.given = new Set(given)
  }

  /** Takes note of a checkpoint; they come in order. */
  add({ treeSize, signers, listed }: SignedCheckpoint) {
    if (this.given.size === 0)
      this.given = new Set(signers.filter((key) => listed.length === 0 || listed.includes(key)))
    const believed = this.believed(signers, treeSize)
    if (believed.length === 0) return this.doubt(signers, treeSize)
    const last = this.epochs.at(-1)
    const keys = new Set(listed.length > 0 ? listed : [...(last?.keys ?? []), ...believed])
    const known = new Set([...(last?.known ?? []), ...believed, ...keys])
    const isAsBefore = last && keys.size === last.keys.size && known.size === last.known.size
    if (!isAsBefore || ![...keys].every((key) => last.keys.has(key))) this.epochs.push({ treeSize, keys, known })
  }

  /** Of the signers of a checkpoint of this size, those whose word counts there. */
  believed(signers: readonly string[], treeSize: number): string[] {
    const now = this.before(treeSize)
    return signers.filter((key) => now?.keys.has(key) || (this.given.has(key) && !now?.known.has(key)))
  }

  /** Whether a checkpoint of this size is smaller than the first that is somebody's word whose word counts. */
  isEarlier(treeSize: number): boolean {
    const [first] = this.epochs
    return first !== undefined && treeSize < first.treeSize
  }

  /** Nobody's word whose word counts. */
  unvouched(): Doubted[] {
    return [...(this.epochs.length === 0 ? this.earlier.values() : []), ...this.doubted.values()]
  }

  /** Smaller than the first that is to be believed: its root says that their rows are right, and no more. */
  beforeAnyBelieved(): Doubted[] {
    return this.epochs.length === 0 ? [] : [...this.earlier.values()]
  }

  private before(treeSize: number): Epoch | undefined {
    return this.epochs.findLast((epoch) => epoch.treeSize < treeSize)
  }

  private doubt(signers: readonly string[], treeSize: number) {
    const keys = [...signers].sort()
    const droppedAt = this.droppedAt(keys, treeSize)
    const list = this.epochs.length === 0 ? this.earlier : this.doubted
    const same = list.get(`${droppedAt} ${keys.join(' ')}`)
    if (same) same.count += 1
    else list.set(`${droppedAt} ${keys.join(' ')}`, { keys, firstSize: treeSize, count: 1, droppedAt })
  }

  private droppedAt(keys: readonly string[], treeSize: number): number | null {
    const had = this.epochs.findLastIndex(
      (epoch) => epoch.treeSize < treeSize && keys.some((key) => epoch.keys.has(key)),
    )
    return had < 0 ? null : (this.epochs[had + 1]?.treeSize ?? null)
  }
}
