import { prepared, type Rows } from '../database/read-pool'
import { keptNodesOf, type LeafRange, type NodePlace, rangeHash } from './merkle'

const leafHashes = prepared<{ position: number; hash: Buffer }>(
  'seal_leaves',
  'SELECT position, leaf_hash AS hash FROM seals WHERE position = ANY($1::bigint[])',
)

const nodeHashes = prepared<{ level: number; position: number; hash: Buffer }>(
  'seal_nodes',
  `SELECT level, position, hash FROM seal_nodes
   WHERE (level, position) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))`,
)

/**
 * The hashes of these ranges of the tree: two queries, and for a range at most 255 hashes of each kept level. Throws
 * where the tree has not grown so far, or lacks a node.
 */
export async function rangeHashes(rows: Rows, ranges: readonly LeafRange[]): Promise<Buffer[]> {
  const places = [...new Map(ranges.flatMap(keptNodesOf).map((place) => [placeKey(place), place])).values()]
  const leaves = places.filter(({ level }) => level === 0)
  const nodes = places.filter(({ level }) => level > 0)
  const found = [
    ...(leaves.length === 0 ? [] : await rows(leafHashes, [leaves.map(({ position }) => position)])).map((leaf) => ({
      level: 0,
      ...leaf,
    })),
    ...(nodes.length === 0
      ? []
      : await rows(nodeHashes, [nodes.map(({ level }) => level), nodes.map(({ position }) => position)])),
  ]
  const hashes = new Map(found.map(({ hash, ...place }) => [placeKey(place), hash]))
  // Proofs of neighbours have most of their hashes in common.
  const known = new Map<string, Buffer>()
  return ranges.map((range) =>
    rangeHash(
      range,
      (place) => {
        const hash = hashes.get(placeKey(place))
        if (!hash) throw new Error(`The tree lacks node ${place.position} of level ${place.level}.`)
        return hash
      },
      known,
    ),
  )
}

const placeKey = ({ level, position }: NodePlace) => `${level}/${position}`
