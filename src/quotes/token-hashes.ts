/**
 * Numbers for runs of tokens: equal runs have equal numbers, and different ones hardly ever. Any run's number takes one
 * step, however long the run. Whoever may not err by it compares the run as well.
 */
export class TokenHashes {
  private readonly sums: Int32Array
  private readonly powers: Int32Array

  constructor(tokens: Int32Array) {
    this.sums = new Int32Array(tokens.length + 1)
    this.powers = new Int32Array(tokens.length + 1)
    this.powers[0] = 1
    for (let index = 0; index < tokens.length; index++) {
      this.sums[index + 1] = Math.imul(this.sums[index] as number, BASE) + mixed(tokens[index] as number)
      this.powers[index + 1] = Math.imul(this.powers[index] as number, BASE)
    }
  }

  of(start: number, length: number): number {
    const before = Math.imul(this.sums[start] as number, this.powers[length] as number)
    return ((this.sums[start + length] as number) - before) | 0
  }
}

/** Odd, and 3 modulo 8, so that its powers run through a quarter of all 32-bit numbers. */
const BASE = 0x2c9277b3

/** The numbers of words are small and dense; mixed, neighbouring ones are far apart (Murmur3's last steps). */
function mixed(token: number): number {
  let bits = Math.imul(token + 1, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b)
  return bits ^ (bits >>> 13)
}
