/**
 * SQL: the numbers of the claims whose speaker this is, and of those said in a role that speaks for them or for whoever
 * was merged into them.
 */
export const claimsOfSpeaker = (speaker: string): string => `
  SELECT claim_id FROM claim_speakers WHERE speaker_id = ${speaker}
  UNION
  SELECT claim_id FROM speakers principal
  JOIN speaker_roles role ON role.speaks_for_id = principal.id
  JOIN claim_speakers ON role_id = role.id
  WHERE principal.id = ${speaker} OR principal.root_id = ${speaker}`
