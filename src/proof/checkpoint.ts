/** What a checkpoint says, c2sp.org/tlog-checkpoint: that history had so many rows then, and this root over them. */
export interface CheckpointText {
  /** Whose history it is: the name of the key. */
  origin: string
  treeSize: number
  rootHash: Buffer
  /** Whatever was committed at this time is among the rows. UTC with six decimals. */
  at: string
}

/**
 * The text that is signed. The time is an extension line: without it nobody could tell from a kept checkpoint when it
 * was made.
 */
export function checkpointText({ origin, treeSize, rootHash, at }: CheckpointText): string {
  return `${origin}\n${treeSize}\n${rootHash.toString('base64')}\ntime ${at}\n`
}

const TEXT = /^([^\s+]+)\n([1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\n$/

/** Reads the text of a checkpoint of ours; null if this is none. */
export function parseCheckpointText(text: string): CheckpointText | null {
  const [, origin, treeSize, rootHash, at] = TEXT.exec(text) ?? []
  if (!origin || !treeSize || !rootHash || !at) return null
  const read = { origin, treeSize: Number(treeSize), rootHash: Buffer.from(rootHash, 'base64'), at }
  // One text a checkpoint: base64 has other ways to write the last bits.
  return checkpointText(read) === text ? read : null
}
