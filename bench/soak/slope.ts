/** What was seen of something that may grow: when (ms), and how much. */
export interface Sample {
  at: number
  value: number
}

/** By how much it grows in a minute: the line that lies nearest to all samples by the squares of their distances; 0 of fewer than two. */
export function slopeAMinute(samples: readonly Sample[]): number {
  const count = samples.length
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / count
  const meanValue = samples.reduce((sum, { value }) => sum + value, 0) / count
  const across = samples.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - meanValue), 0)
  const along = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0)
  return along === 0 ? 0 : (across / along) * 60_000
}
