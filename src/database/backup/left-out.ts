/** Tables whose rows a backup leaves out, and why. Every other one is in it, also one that a later migration makes. */
export const LEFT_OUT: Record<string, string> = {
  migrations: 'they are named in the manifest, and restoring runs them',
  rate_limits: 'they count attempts of the last minutes',
  // A file that lies about for years must be nobody's way in.
  sessions: 'everybody signs in again',
  // What PostgreSQL makes of a text depends on its version and its dictionaries, so each server makes its own.
  search_articles: 'they are made anew',
  search_claims: 'they are made anew',
  search_speakers: 'they are made anew',
  search_words: 'they are made anew',
}

/** Tables that a migration puts a row into, so that a database in which nothing has happened yet has one there. */
export const FILLED_BY_MIGRATIONS = ['desk_settings']
