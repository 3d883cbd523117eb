/**
 * SQL: the numbers of this claim and of all that have gone into it, at once or by way of another, as one array. What
 * was said to a claim (replies, comments, corrections) keeps the number it was said to, and is read from here, so that
 * taking two claims apart again needs nothing put back. Nearly always nothing was joined: then it is one look into a
 * small index.
 */
export const claimsWithin = (claim: string): string => `(
  CASE WHEN EXISTS (SELECT FROM claims gone WHERE gone.joined_into_id = ${claim})
    THEN ARRAY(SELECT claims_within(${claim})) ELSE ARRAY[${claim}] END)`
