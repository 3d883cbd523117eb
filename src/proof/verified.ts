/** One thing that has to hold, how many rows were looked at, and where it doesn't (the first few, in words). */
export interface Verified {
  what: string
  checked: number
  wrong: string[]
  /** No fault, but worth knowing: a few words to each. */
  told?: string[]
}

/** Named at most; where more is wrong, a person has to look at the database anyway. */
export const NAMED_AT_MOST = 100

/** Counts what is looked at, and names what is wrong. */
export class Check {
  private checked = 0
  private readonly wrong: string[] = []
  private readonly told: string[] = []

  constructor(private readonly what: string) {}

  count(rows = 1) {
    this.checked += rows
  }

  fails(name: string) {
    if (this.wrong.length < NAMED_AT_MOST) this.wrong.push(name)
  }

  tells(name: string) {
    if (this.told.length < NAMED_AT_MOST) this.told.push(name)
  }

  report(): Verified {
    const { what, checked, wrong, told } = this
    return told.length > 0 ? { what, checked, wrong, told } : { what, checked, wrong }
  }
}
