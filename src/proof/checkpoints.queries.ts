import { prepared, type Rows } from '../database/read-pool'
import { parseCheckpointText } from './checkpoint'
import { parseNote } from './signed-note'

export interface PublishedCheckpoint {
  treeSize: number
  rootHash: Buffer
  at: Date
  /** Byte for byte what is published. */
  note: string
}

const COLUMNS = 'tree_size AS "treeSize", root_hash AS "rootHash", at, note'

const latest = prepared<PublishedCheckpoint>(
  'latest_checkpoint',
  `SELECT ${COLUMNS} FROM checkpoints ORDER BY tree_size DESC LIMIT 1`,
)

const ofSize = prepared<PublishedCheckpoint>(
  'checkpoint_of_size',
  `SELECT ${COLUMNS} FROM checkpoints WHERE tree_size = $1`,
)

const covering = prepared<PublishedCheckpoint>(
  'checkpoint_covering',
  `SELECT ${COLUMNS} FROM checkpoints WHERE tree_size > $1 ORDER BY tree_size LIMIT 1`,
)

const listing = prepared<{ treeSize: number }>(
  'checkpoint_listing',
  `SELECT tree_size AS "treeSize" FROM checkpoints WHERE strpos(note, $1) > 0 ORDER BY tree_size LIMIT 1`,
)

const before = prepared<PublishedCheckpoint>(
  'checkpoints_before',
  `SELECT ${COLUMNS} FROM checkpoints WHERE tree_size < $1 ORDER BY tree_size DESC LIMIT $2`,
)

export async function latestCheckpoint(rows: Rows): Promise<PublishedCheckpoint | null> {
  return (await rows(latest, []))[0] ?? null
}

/** The checkpoint of exactly so many rows. */
export async function checkpointOfSize(rows: Rows, treeSize: number): Promise<PublishedCheckpoint | null> {
  return (await rows(ofSize, [treeSize]))[0] ?? null
}

/** The first that has this leaf of the tree. */
export async function checkpointCovering(rows: Rows, position: number): Promise<PublishedCheckpoint | null> {
  return (await rows(covering, [position]))[0] ?? null
}

/** The size of the first checkpoint that lists the key; null if none does. Reads all that are smaller. */
export async function firstListing(rows: Rows, key: string): Promise<number | null> {
  return (await rows(listing, [`\nkey ${key}\n`]))[0]?.treeSize ?? null
}

/** The keys, as text, whose word counts from now on: those that the newest checkpoint lists. None before one does. */
export async function keysInForce(rows: Rows): Promise<string[]> {
  const latest = parseNote((await latestCheckpoint(rows))?.note ?? '')
  return (parseCheckpointText(latest?.text ?? '')?.keys ?? []).map(({ text }) => text)
}

/** At most so many of fewer rows than `treeSize`, the newest first. */
export function checkpointsBefore(rows: Rows, treeSize: number, most: number): Promise<PublishedCheckpoint[]> {
  return rows(before, [treeSize, most])
}
