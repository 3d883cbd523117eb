import { type VerifyingKey, verifyingKey } from './signed-note'

/** What a checkpoint says, c2sp.org/tlog-checkpoint: that history had so many rows then, and this root over them. */
export interface CheckpointText {
  /** Whose history it is: the name of the key. */
  origin: string
  treeSize: number
  rootHash: Buffer
  /** Whatever was committed at this time is among the rows. UTC with six decimals. */
  at: string
  /** Whose signature counts from the next checkpoint on, the newest first; none in checkpoints of before this was told. */
  keys: readonly VerifyingKey[]
}

/**
 * The text that is signed. Time and keys are extension lines: without the one nobody could tell from a kept checkpoint
 * when it was made. The other is how a key is handed over: signatures stand outside of what is signed, so a new key's
 * beside an old one's says nothing (anybody can write it there), but the old one's word for it does.
 */
export function checkpointText({ origin, treeSize, rootHash, at, keys }: CheckpointText): string {
  const listed = keys.map(({ text }) => `key ${text}\n`).join('')
  return `${origin}\n${treeSize}\n${rootHash.toString('base64')}\ntime ${at}\n${listed}`
}

const TEXT =
  /^([^\s+]+)\n([1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\n((?:key \S+\n)*)$/

/** Reads the text of a checkpoint of ours; null if this is none. */
export function parseCheckpointText(text: string): CheckpointText | null {
  const [, origin, treeSize, rootHash, at, listed] = TEXT.exec(text) ?? []
  if (!origin || !treeSize || !rootHash || !at) return null
  const keys = (listed ?? '').split('\n').slice(0, -1).map(listedKey)
  if (!keys.every((key) => key !== null)) return null
  const read = { origin, treeSize: Number(treeSize), rootHash: Buffer.from(rootHash, 'base64'), at, keys }
  // One text a checkpoint: base64 has other ways to write the last bits.
  return checkpointText(read) === text ? read : null
}

const listedKey = (line: string) => verifyingKey(line.slice('key '.length))
