/**
 * SQL: a column of a speaker, or where it is empty that of the first who was merged into them: what is known of the one
 * is known of the other. The row keeps its own, for when the two part again.
 */
export const ownOrMerged = (speaker: string, column: 'description' | 'wikidata_id' | 'anonymity_reason') => `
  coalesce(${speaker}.${column}, (
    SELECT merged.${column} FROM speakers merged
    WHERE merged.root_id = ${speaker}.id AND merged.${column} IS NOT NULL ORDER BY merged.id LIMIT 1))`

/** SQL: why a source is not named. Whoever has a name by now is named, though a described source was merged into them. */
export const reasonNotNamed = (speaker: string) =>
  `CASE WHEN ${speaker}.kind = 'described' THEN ${ownOrMerged(speaker, 'anonymity_reason')} END`
