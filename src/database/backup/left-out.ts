/** Tables whose rows a backup leaves out, and why. Every other one is in it, also one that a later migration makes. */
export const LEFT_OUT: Record<string, string> = {
  migrations: 'they are named in the manifest, and restoring runs them',
  // As many numbers as the texts have words, nearly; a restore has them made anew.
  fingerprints_due: 'all texts are due after a restore',
  revision_fingerprints: 'they are made anew, by a chore',
  text_likenesses: 'they are made anew with them',
  rate_limits: 'they count attempts of the last minutes',
  settled_counts: 'they count requests of the last minute',
  captures: 'they are sent again; what became of them is in it',
  import_jobs: 'they are begun again',
  // A file that lies about for years must be nobody's way in.
  sessions: 'everybody signs in again',
  // What PostgreSQL makes of a text depends on its version and its dictionaries, so each server makes its own.
  record_claims: 'they are made anew with them',
  search_articles: 'they are made anew',
  search_claims: 'they are made anew',
  search_speakers: 'they are made anew',
  search_words: 'they are made anew',
}

/**
 * Rows that migrations themselves put into a database in which nothing has happened yet, as conditions on each table. They
 * are no reason to refuse a restore, and give way to those of the backup.
 */
export const MADE_BY_MIGRATIONS: Record<string, string> = {
  desk_settings: 'true',
  // How the settings were found, told by nobody.
  history: `account_id IS NULL AND subject_kind = 'settings'`,
  history_payloads: `history_id IN (SELECT id FROM history WHERE account_id IS NULL AND subject_kind = 'settings')`,
}
