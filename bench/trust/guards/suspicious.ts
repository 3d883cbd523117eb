/** Words by which a guard that no operator knows would be written; each line with one has a guard on it, or a reason. */
export const SUSPICIOUS =
  /throw new Problem\(\s*40[13]|throw gone\(|\bmay(?:Edit|Review|Administer)\b(?!:)|\badmits\(|disabled(?:_at|At)\b|revoked(?:_at|At)\b|\baccount_id = \$|asksForReview\(/

/** The same where readers are answered: there any word of a state is one. */
export const SUSPICIOUS_TO_READERS =
  /state\)? (?:=|<>|IN|===|!==) \(?'(?:published|draft|withdrawn)|includes\('draft'\)|wasPublic/
export const FOR_READERS = /^src\/(?:reading|search|exports|api)\/|^views\/(?:reading|search|speakers|partials)\//
