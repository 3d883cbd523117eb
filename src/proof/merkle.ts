import { createHash } from 'node:crypto'

/**
 * The hash tree of RFC 6962, section 2.1 (RFC 9162, section 2.1, has the same): leaves in the order they came, SHA-256, a
 * byte in front by which a leaf's hash can't be taken for a node's.
 */
const LEAF = Buffer.from([0x00])
const NODE = Buffer.from([0x01])

export function leafHash(data: Uint8Array | string): Buffer {
  return createHash('sha256').update(LEAF).update(data).digest()
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest()

/**
 * Of the nodes every eighth level is kept, beside the leaves: then a node is worked out of at most 256 kept ones, and
 * there is one kept node to 256 leaves instead of one to each.
 */
const LEVELS_APART = 8

const isKept = (level: number) => level % LEVELS_APART === 0

/** A node over 2^level leaves, the position-th of its level. Level 0 are the leaves. */
export interface NodePlace {
  level: number
  position: number
}

export interface TreeNode extends NodePlace {
  hash: Buffer
}

/** Leaves from `begin` to before `end`, as the tree divides them. */
export interface LeafRange {
  begin: number
  end: number
}

/** The largest power of two below `count`, where a subtree of so many leaves is divided; `count` is 2 or more. */
function divide(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

/** The level of a node over exactly so many leaves; null if there is none. (A logarithm would round large counts.) */
function levelOver(count: number): number | null {
  let [level, power] = [0, 1]
  while (power < count) {
    level += 1
    power *= 2
  }
  return power === count ? level : null
}

/** The kept node that is over just this range, or null. */
function keptNodeOver({ begin, end }: LeafRange): NodePlace | null {
  const level = levelOver(end - begin)
  return level !== null && isKept(level) ? { level, position: begin / (end - begin) } : null
}

function halves({ begin, end }: LeafRange): [LeafRange, LeafRange] {
  const middle = begin + divide(end - begin)
  return [
    { begin, end: middle },
    { begin: middle, end },
  ]
}

/** The ranges of a tree's full subtrees from left to right: all that a tree needs to grow, and its root. */
export function edgeOf(size: number): LeafRange[] {
  const ranges: LeafRange[] = []
  for (let begin = 0; begin < size; ) {
    let count = 1
    while (begin + count * 2 <= size) count *= 2
    ranges.push({ begin, end: begin + count })
    begin += count
  }
  return ranges
}

/** PATH(index, D[size]) of RFC 6962, section 2.1.1: of which ranges an inclusion proof has the hashes, from the leaf up. */
export function inclusionPath(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = []
  for (let [begin, end] = [0, size]; end - begin > 1; ) {
    const middle = begin + divide(end - begin)
    if (index < middle) {
      path.unshift({ begin: middle, end })
      end = middle
    } else {
      path.unshift({ begin, end: middle })
      begin = middle
    }
  }
  return path
}

/** PROOF(first, D[second]) of RFC 6962, section 2.1.2: of which ranges a consistency proof has the hashes. */
export function consistencyPath(first: number, second: number): LeafRange[] {
  const path: LeafRange[] = []
  let [begin, end] = [0, second]
  while (first !== end) {
    const middle = begin + divide(end - begin)
    if (first <= middle) {
      path.unshift({ begin: middle, end })
      end = middle
    } else {
      path.unshift({ begin, end: middle })
      begin = middle
    }
  }
  // The first tree as a whole is what the proof is asked for, and known to whoever asks.
  return begin === 0 ? path : [{ begin, end }, ...path]
}

/** The kept nodes that a range's hash is worked out of. */
export function keptNodesOf(range: LeafRange): NodePlace[] {
  const node = keptNodeOver(range)
  return node ? [node] : halves(range).flatMap(keptNodesOf)
}

/**
 * A range's hash out of kept nodes; `kept` throws where one is missing. What was worked out is put into `known`, for the
 * next range.
 */
export function rangeHash(
  range: LeafRange,
  kept: (place: NodePlace) => Buffer,
  known: Map<string, Buffer> = new Map(),
): Buffer {
  const node = keptNodeOver(range)
  if (node) return kept(node)
  const key = `${range.begin}-${range.end}`
  const before = known.get(key)
  if (before) return before
  const [left, right] = halves(range)
  const hash = nodeHash(rangeHash(left, kept, known), rangeHash(right, kept, known))
  known.set(key, hash)
  return hash
}

/** A tree that leaves are added to. It holds its full subtrees alone, one for each bit of its size. */
export class GrowingTree {
  private edge: { level: number; hash: Buffer }[] = []
  private leaves = 0

  /** Goes on from a tree of this size; the hashes are those of `edgeOf(size)`. */
  static from(size: number, hashes: readonly Buffer[]): GrowingTree {
    const tree = new GrowingTree()
    tree.leaves = size
    tree.edge = edgeOf(size).map(({ begin, end }, place) => {
      const hash = hashes[place]
      const level = levelOver(end - begin)
      if (!hash || level === null) throw new Error(`the tree of ${size} leaves lacks a hash`)
      return { level, hash }
    })
    return tree
  }

  get size(): number {
    return this.leaves
  }

  /** Adds a leaf by its hash, and gives those nodes above it that are full now and to be kept. */
  add(leaf: Buffer): TreeNode[] {
    const full: TreeNode[] = []
    let [level, hash] = [0, leaf]
    this.leaves += 1
    while (this.edge.at(-1)?.level === level) {
      const left = this.edge.pop() as { hash: Buffer }
      hash = nodeHash(left.hash, hash)
      level += 1
      if (isKept(level)) full.push({ level, position: this.leaves / 2 ** level - 1, hash })
    }
    this.edge.push({ level, hash })
    return full
  }

  root(): Buffer {
    if (this.leaves === 0) return EMPTY_ROOT
    return this.edge.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right))
  }
}
