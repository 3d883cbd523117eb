/**
 * SQL: the ids of the speakers, as they are now, who bear this very name, as their own, an alias, or that of somebody
 * merged into them; upper and lower case alike. The same one may come more than once.
 *
 * @param name the name in SQL, such as `$1`
 */
export const bearersOf = (name: string) => `(
  SELECT coalesce(root_id, id) AS id FROM speakers WHERE lower(name) = lower(${name})
  UNION ALL
  SELECT coalesce(bearer.root_id, bearer.id)
  FROM speaker_aliases alias JOIN speakers bearer ON bearer.id = speaker_id WHERE lower(alias.name) = lower(${name})
)`
