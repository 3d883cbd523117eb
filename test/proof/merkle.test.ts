import fc from 'fast-check'
import {
  consistencyPath,
  EMPTY_ROOT,
  edgeOf,
  GrowingTree,
  inclusionPath,
  keptNodesOf,
  type LeafRange,
  leafHash,
  nodeHash,
  rangeHash,
} from '../../src/proof/merkle'

/** MTH of RFC 6962, section 2.1, as it is written there: no edge, no kept nodes. */
function mth(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return EMPTY_ROOT
  if (leaves.length === 1) return leaves[0] as Buffer
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)))
}

/** RFC 9162, section 2.1.3.2, word for word. */
function rootFromInclusion(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | null {
  if (index >= size) return null
  let [fn, sn, r] = [index, size - 1, leaf]
  for (const p of path) {
    if (sn === 0) return null
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else r = nodeHash(r, p)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return sn === 0 ? r : null
}

/** RFC 9162, section 2.1.4.2. */
function rootsFromConsistency(first: number, second: number, given: readonly Buffer[], firstRoot: Buffer) {
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...given] : [...given]
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1]
  let [fr, sr] = [path[0] as Buffer, path[0] as Buffer]
  for (const c of path.slice(1)) {
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1]
    } else sr = nodeHash(sr, c)
    ;[fn, sn] = [fn >> 1, sn >> 1]
  }
  return { fr, sr, isWhole: sn === 0 }
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, place) => leafHash(`row ${place}`))

/** What the tree keeps of its leaves as they come. */
function grown(leaves: readonly Buffer[]) {
  const tree = new GrowingTree()
  const kept = new Map(leaves.map((hash, position) => [`0/${position}`, hash]))
  for (const leaf of leaves)
    for (const { level, position, hash } of tree.add(leaf)) kept.set(`${level}/${position}`, hash)
  const hashOf = (range: LeafRange) =>
    rangeHash(range, ({ level, position }) => {
      const hash = kept.get(`${level}/${position}`)
      if (!hash) throw new Error(`no node ${level}/${position}`)
      return hash
    })
  return { tree, kept, hashOf }
}

test('the roots of the eight trees that certificate transparency is tested with', () => {
  const data = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const tree = new GrowingTree()
  const roots = data.map((hex) => {
    tree.add(leafHash(Buffer.from(hex, 'hex')))
    return tree.root().toString('hex')
  })
  expect(roots).toEqual([
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ])
  expect(new GrowingTree().root()).toEqual(EMPTY_ROOT)
})

test('a tree that grows, stops and goes on has the root of its leaves', () => {
  fc.assert(
    fc.property(fc.nat({ max: 700 }), fc.nat({ max: 700 }), (first, more) => {
      const leaves = leavesOf(first + more)
      const { hashOf } = grown(leaves.slice(0, first))
      const again = GrowingTree.from(first, edgeOf(first).map(hashOf))
      for (const leaf of leaves.slice(first)) again.add(leaf)
      return again.root().equals(mth(leaves))
    }),
    { numRuns: 60 },
  )
})

test('proofs of inclusion and consistency are those of the RFC, from kept nodes alone', () => {
  const sizes = fc.integer({ min: 1, max: 1_500 })
  fc.assert(
    fc.property(sizes, sizes, sizes, (one, other, third) => {
      const [first = 1, middle = 1, second = 1] = [one, other, third].sort((a, b) => a - b)
      const leaves = leavesOf(second)
      const { hashOf } = grown(leaves)
      const index = middle - 1
      const root = mth(leaves)
      const path = inclusionPath(index, second).map(hashOf)
      expect(rootFromInclusion(leaves[index] as Buffer, index, second, path)).toEqual(root)
      const before = mth(leaves.slice(0, first))
      if (first === second) return expect(consistencyPath(first, second)).toEqual([])
      const { fr, sr, isWhole } = rootsFromConsistency(
        first,
        second,
        consistencyPath(first, second).map(hashOf),
        before,
      )
      expect([fr, sr, isWhole]).toEqual([before, root, true])
    }),
    { numRuns: 60 },
  )
})

test('one kept node to 256 leaves, and no proof wants many of them', () => {
  const { kept } = grown(leavesOf(70_000))
  expect(kept.size).toBe(70_000 + Math.floor(70_000 / 256) + Math.floor(70_000 / 65_536))
  for (const range of [...inclusionPath(65_535, 70_000), ...edgeOf(70_000)])
    expect(keptNodesOf(range).length).toBeLessThanOrEqual(255)
})
