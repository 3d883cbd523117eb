/** Which of some numbers hang together, found while pairs of them pass by; four bytes for each number up to the largest. */
export class Groups {
  /** The way to each number's group; 0 is a number that nothing has joined yet. */
  private leads = new Int32Array(1024)

  /** Puts these two, and whatever hangs on them, into one group. */
  join(one: number, other: number): void {
    const [a, b] = [this.of(one), this.of(other)]
    this.leads[Math.max(a, b)] = Math.min(a, b)
  }

  /** The least number that hangs together with this one; the number itself where nothing does. */
  of(number: number): number {
    this.makeRoom(number)
    let at = number
    for (let next = this.leads[at] || at; next !== at; next = this.leads[at] || at) {
      // Each look halves the way, so that long chains stay quick.
      this.leads[at] = this.leads[next] || next
      at = next
    }
    return at
  }

  private makeRoom(number: number) {
    if (number < this.leads.length) return
    const larger = new Int32Array(Math.max(number + 1, this.leads.length * 2))
    larger.set(this.leads)
    this.leads = larger
  }
}
