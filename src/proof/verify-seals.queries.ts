import type { EntityManager } from 'typeorm'
import { parseCheckpointText } from './checkpoint'
import { leafData } from './leaf'
import { GrowingTree, leafHash, type TreeNode } from './merkle'
import {
  countKeptNodes,
  type KeptCheckpoint,
  keptCheckpoints,
  keptNodes,
  publicKeys,
  type SealedRow,
  sealedRows,
  unsealedRows,
} from './sealed-rows.queries'
import { type Note, parseNote, signersOf, type VerifyingKey, verifyingKey } from './signed-note'
import { Check, type Verified } from './verified'
import { type Doubted, Vouching } from './vouching'

/** What seals are held against besides the database itself. */
export interface Evidence {
  /** Public keys that whoever asks believes, and no others but whom they hand over to; without any, those of the first checkpoint. */
  keys?: readonly VerifyingKey[]
  /** Checkpoints that somebody kept, with what to call them by. */
  outside?: readonly { name: string; note: string }[]
}

/** Told of every some thousand rows: how many seals have been looked at. */
export type Progress = (done: number) => void

/**
 * Every row of history against its seal, every node of the tree, every checkpoint's root and signatures, and those that
 * were kept outside. Reads from the first seal to the last, a few thousand at a time.
 */
export async function verifySeals(db: EntityManager, evidence: Evidence, progress: Progress): Promise<Verified[]> {
  const keys = await publicKeys(({ text }, values) => db.query(text, values))
  const seals = new SealsCheck(db, keys, evidence)
  return seals.verify(progress)
}

/** A checkpoint from outside on its way through the tree. */
interface Outside {
  name: string
  treeSize: number
  rootHash: Buffer
  note: Note
}

class SealsCheck {
  private readonly rows = new Check('History rows by their seals')
  private readonly order = new Check('Seals in a row, and the tree over them')
  private readonly time = new Check('History rows sealed in their time')
  private readonly checkpoints = new Check('Checkpoints by their roots and signatures')
  private readonly kept = new Check('Checkpoints kept outside')

  private readonly tree = new GrowingTree()
  private readonly vouching: Vouching
  /** Whoever may have signed, believed or not. */
  private readonly keys: VerifyingKey[] = []
  private readonly hasSigned = new Set<string>()
  private readonly outside: Outside[] = []
  /** Of these, the ones that the tree has not grown to yet. */
  private readonly ahead: Outside[] = []
  /** Of these, the ones that are kept here too. */
  private readonly here = new Set<Outside>()
  /** Of the rows, the greatest id so far. */
  private lastHistoryId = 0
  /** Where a seal is missing no root can be worked out any more. */
  private brokenAt: number | null = null
  private nodes = 0
  private before: KeptCheckpoint | null = null
  /** Up to which size history is the one that a checkpoint, here or outside, was signed over. */
  private agreed = { here: 0, outside: 0 }

  constructor(
    private readonly db: EntityManager,
    private readonly keysHere: readonly string[],
    private readonly evidence: Evidence,
  ) {
    this.vouching = new Vouching((evidence.keys ?? []).map(({ text }) => text))
  }

  async verify(progress: Progress): Promise<Verified[]> {
    this.readKeys()
    this.readOutside()
    const checkpoints = keptCheckpoints(this.db)
    let next = await checkpoints.next()
    for await (const page of sealedRows(this.db)) {
      const full: TreeNode[] = []
      for (const sealed of page) {
        full.push(...this.take(sealed, next.done ? null : next.value))
        while (!next.done && next.value.treeSize <= this.tree.size) {
          this.holdAgainst(next.value)
          next = await checkpoints.next()
        }
        this.compareOutside()
      }
      await this.compareNodes(full)
      progress(this.tree.size)
    }
    for (; !next.done; next = await checkpoints.next()) this.holdAgainst(next.value)
    await this.end()
    return [this.rows, this.order, this.time, this.checkpoints, this.kept]
      .map((check) => check.report())
      .filter(({ what }) => what !== 'Checkpoints kept outside' || this.evidence.outside?.length)
  }

  private readKeys() {
    // Those given come first: of two with one name and id it is the one that counts.
    this.know(this.evidence.keys ?? [])
    for (const text of this.keysHere) {
      const key = verifyingKey(text)
      if (key) this.know([key])
      else this.checkpoints.fails(`key ${text}: it is none`)
    }
  }

  private know(keys: readonly VerifyingKey[]) {
    for (const key of keys) if (!this.keys.some(({ text }) => text === key.text)) this.keys.push(key)
  }

  private readOutside() {
    for (const { name, note } of this.evidence.outside ?? []) {
      this.kept.count()
      const parsed = parseNote(note)
      const said = parsed && parseCheckpointText(parsed.text)
      if (said) this.outside.push({ name, treeSize: said.treeSize, rootHash: said.rootHash, note: parsed })
      else this.kept.fails(`${name}: this is no checkpoint`)
    }
    this.outside.sort((one, other) => one.treeSize - other.treeSize)
    this.ahead.push(...this.outside)
  }

  /** One seal: its place, its row, its time. Gives the nodes that it completes. */
  private take({ position, historyId, leafHash: hash, row }: SealedRow, next: KeptCheckpoint | null): TreeNode[] {
    this.order.count()
    this.rows.count()
    this.time.count()
    if (this.brokenAt === null && position !== this.tree.size) {
      this.brokenAt = this.tree.size
      this.order.fails(
        position < 0 ? `seal ${position} is there, before the first` : `seal ${this.brokenAt} is missing`,
      )
    }
    if (row === null) this.rows.fails(`history row ${historyId} is gone (seal ${position})`)
    else if (!leafHash(leafData(row)).equals(hash)) {
      this.rows.fails(`history row ${historyId} is not as it was sealed (seal ${position})`)
    }
    if (row && this.before && row.at < this.before.notBefore) {
      this.time.fails(
        `history row ${historyId} says ${row.at}, and the checkpoint of ${this.before.at} was made without it`,
      )
    }
    if (row && next && row.at > next.notAfter) {
      this.time.fails(`history row ${historyId} says ${row.at}, and the checkpoint of ${next.at} was made with it`)
    }
    this.lastHistoryId = Math.max(this.lastHistoryId, historyId)
    return this.tree.add(hash)
  }

  private async compareNodes(full: readonly TreeNode[]) {
    if (this.brokenAt !== null || full.length === 0) return
    this.nodes += full.length
    const kept = await keptNodes(
      this.db,
      full.map(({ level }) => level),
      full.map(({ position }) => position),
    )
    for (const { level, position, hash } of full) {
      const node = kept.find((one) => one.level === level && one.position === position)
      if (!node?.hash.equals(hash)) this.order.fails(`node ${position} of level ${level}`)
    }
  }

  private holdAgainst(checkpoint: KeptCheckpoint) {
    this.checkpoints.count()
    const name = `checkpoint of ${checkpoint.treeSize} rows`
    const { treeSize, rootHash, at, lastHistoryId } = checkpoint
    const note = parseNote(checkpoint.note)
    const said = note && parseCheckpointText(note.text)
    this.know(said?.keys ?? [])
    const signers = note && signersOf(note, this.keys)
    if (!said) this.checkpoints.fails(`${name}: its text is none`)
    else if (said.treeSize !== treeSize || !said.rootHash.equals(rootHash) || said.at !== at)
      this.checkpoints.fails(`${name}: its text says something else`)
    if (signers === null) this.checkpoints.fails(`${name}: a signature is not its key’s`)
    else if (signers.length === 0) this.checkpoints.fails(`${name}: none of the desk’s keys has signed it`)
    else {
      const texts = signers.map(({ text }) => text)
      for (const text of texts) this.hasSigned.add(text)
      this.vouching.add({ treeSize, signers: texts, listed: (said?.keys ?? []).map(({ text }) => text) })
    }
    // As with rows: clocks are set back a little, and checkpoints are there that were made before that was looked after.
    if (this.before && at < this.before.notBefore)
      this.checkpoints.fails(`${name}: it is more than an hour older than the one before it`)

    if (treeSize > this.tree.size) this.checkpoints.fails(`${name}: only ${this.tree.size} are sealed`)
    else if (this.brokenAt === null) {
      if (this.tree.root().equals(rootHash)) this.agreed.here = treeSize
      else this.checkpoints.fails(`${name}: ${differsFrom(this.agreed.here, treeSize)}`)
      if (lastHistoryId !== this.lastHistoryId) this.checkpoints.fails(`${name}: its greatest id is another`)
    }
    for (const kept of this.outside) if (kept.note.text === note?.text) this.here.add(kept)
    this.before = checkpoint
  }

  private compareOutside() {
    for (let [kept] = this.ahead; kept && kept.treeSize <= this.tree.size; [kept] = this.ahead) {
      this.ahead.shift()
      if (this.brokenAt !== null) this.kept.fails(`${kept.name}: seal ${this.brokenAt}, before it, is missing`)
      else if (this.tree.root().equals(kept.rootHash)) this.agreed.outside = kept.treeSize
      else this.kept.fails(`${kept.name}: ${differsFrom(this.agreed.outside, kept.treeSize)}`)
    }
  }

  private async end() {
    for (const { name, treeSize } of this.ahead)
      this.kept.fails(`${name}: it tells of ${treeSize} rows, and ${this.tree.size} are here: the newest are gone`)
    for (const kept of this.outside)
      if (!this.ahead.includes(kept) && !this.here.has(kept))
        this.kept.fails(`${kept.name}: it is not kept here any more`)
    this.tellWhoseWord()
    if (this.brokenAt === null && (await countKeptNodes(this.db)) !== this.nodes)
      this.order.fails('there are nodes over no leaves')
    await this.lookForUnsealed()
  }

  private tellWhoseWord() {
    for (const doubted of this.vouching.unvouched()) this.checkpoints.fails(unvouched(doubted))
    for (const { firstSize, count } of this.vouching.beforeAnyBelieved())
      this.checkpoints.tells(`${several(firstSize, count)}: older than any that a key that is believed has signed`)
    for (const text of this.keysHere)
      if (verifyingKey(text) && !this.hasSigned.has(text)) this.checkpoints.fails(`key ${text}: it has signed nothing`)
    // Where history was rewound to before a key was there, that key has nothing here.
    for (const { text } of this.evidence.keys ?? [])
      if (!this.hasSigned.has(text) && !this.keysHere.includes(text))
        this.checkpoints.tells(`key ${text}, which is to be believed: it has signed nothing here`)
    for (const { name, treeSize, note } of this.outside) {
      const signers = (signersOf(note, this.keys) ?? []).map(({ text }) => text)
      if (this.vouching.believed(signers, treeSize).length > 0) continue
      if (signers.length > 0 && this.vouching.isEarlier(treeSize))
        this.kept.tells(`${name}: older than any that a key that is believed has signed`)
      else this.kept.fails(`${name}: no key that is believed has signed it`)
    }
  }

  private async lookForUnsealed() {
    const { count, firstId, lastId, overdue } = await unsealedRows(this.db)
    this.time.count(count)
    for (const id of overdue) this.time.fails(`history row ${id} has no seal, and should have one`)
    const waiting = count - overdue.length
    if (waiting > 0) this.time.tells(`${waiting} not sealed yet, from row ${firstId} to row ${lastId}`)
  }
}

function differsFrom(agreed: number, treeSize: number): string {
  const where =
    agreed === 0 ? 'from the first on' : `from ${agreed + 1} on, up to which it agrees with another checkpoint`
  return `history is not the one that it was signed over, somewhere in rows ${where}, to ${treeSize}`
}

const several = (firstSize: number, count: number) =>
  count === 1 ? `checkpoint of ${firstSize} rows` : `${count} checkpoints, the first of ${firstSize} rows`

function unvouched({ keys, firstSize, count, droppedAt }: Doubted): string {
  const why =
    droppedAt === null
      ? 'for which no key that is believed vouches (if it is the desk’s, give it with --key)'
      : `which was dropped with the checkpoint of ${droppedAt} rows`
  return `${several(firstSize, count)}: signed by ${keys.join(' and ')} alone, ${why}`
}
