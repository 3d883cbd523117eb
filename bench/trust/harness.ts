/** One line of what a harness found. */
export interface Figure {
  what: string
  found: string
  goal: string
  isReached: boolean
}

/** Looks for damage of one kind. Its figures have at least one control: damage done on purpose, which it has to find. */
export interface Harness {
  what: string
  run(options: { short: boolean }): Promise<Figure[]>
}
