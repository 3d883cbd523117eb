import type { VerifyingKey } from './signed-note'

/** Checkpoints signed by the same keys: how many, and the first of them. */
interface Signed {
  keys: string[]
  firstSize: number
  count: number
}

/**
 * Who vouches for whom. A key is believed if whoever checks gave it, or if it has signed a checkpoint together with one
 * that is; so a new key is believed for the sake of the old one, and the old one's checkpoints for the new one's.
 */
export class Vouching {
  private readonly signed = new Map<string, Signed>()

  /** Notes who has signed the checkpoint of this size; checkpoints come in order. */
  add(signers: readonly VerifyingKey[], treeSize: number) {
    const keys = signers.map(({ text }) => text).sort()
    const same = this.signed.get(keys.join(' '))
    if (same) same.count += 1
    else this.signed.set(keys.join(' '), { keys, firstSize: treeSize, count: 1 })
  }

  /** What nobody believed vouches for. Whoever gives no keys believes those of the first checkpoint. */
  unvouched(given: readonly VerifyingKey[]): Signed[] {
    const all = [...this.signed.values()]
    const believed = new Set(given.length > 0 ? given.map(({ text }) => text) : all[0]?.keys)
    for (let before = -1; before !== believed.size; ) {
      before = believed.size
      for (const { keys } of all) if (keys.some((key) => believed.has(key))) for (const key of keys) believed.add(key)
    }
    return all.filter(({ keys }) => !keys.some((key) => believed.has(key)))
  }

  /** Whether the key has signed anything. */
  hasSigned({ text }: VerifyingKey): boolean {
    return [...this.signed.values()].some(({ keys }) => keys.includes(text))
  }
}
