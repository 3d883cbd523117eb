import type { Client } from 'pg'

/**
 * What the role that serves may do with each table; the role that migrates owns them. Nothing is ever deleted but what
 * is bookkeeping, a form that nobody has sent yet, or who sent a correction, which is erased; history is only added to, whatever the product's own code tries.
 */
export const PRIVILEGES: Record<string, string> = {
  accounts: 'SELECT, INSERT, UPDATE',
  annotations: 'SELECT, INSERT, UPDATE',
  api_tokens: 'SELECT, INSERT, UPDATE',
  article_distinctions: 'SELECT, INSERT, UPDATE',
  article_likenesses: 'SELECT, INSERT, UPDATE, DELETE',
  articles: 'SELECT, INSERT, UPDATE',
  // How far a migration has come: of the role that migrates alone.
  backfills: 'SELECT',
  captures: 'SELECT, INSERT, UPDATE, DELETE',
  carryings: 'SELECT, INSERT, UPDATE',
  chain_components: 'SELECT, INSERT, UPDATE, DELETE',
  chain_members: 'SELECT, INSERT, UPDATE, DELETE',
  chains: 'SELECT, INSERT, UPDATE',
  checkpoints: 'SELECT, INSERT',
  claim_distinctions: 'SELECT, INSERT, UPDATE',
  claim_join_items: 'SELECT, INSERT',
  claim_joins: 'SELECT, INSERT, UPDATE',
  claim_likenesses: 'SELECT, INSERT, DELETE',
  claim_looks: 'SELECT, INSERT, DELETE',
  claim_speakers: 'SELECT, INSERT, UPDATE, DELETE',
  claims: 'SELECT, INSERT, UPDATE',
  comments: 'SELECT, INSERT, UPDATE',
  correction_senders: 'SELECT, INSERT, UPDATE, DELETE',
  corrections: 'SELECT, INSERT, UPDATE',
  desk_settings: 'SELECT, UPDATE',
  fingerprints_due: 'SELECT, UPDATE, DELETE',
  handles: 'SELECT, INSERT',
  history: 'SELECT, INSERT',
  history_payloads: 'SELECT, INSERT',
  history_subjects: 'SELECT',
  hops: 'SELECT, INSERT, DELETE',
  idempotency_keys: 'SELECT, INSERT, DELETE',
  import_jobs: 'SELECT, INSERT, UPDATE, DELETE',
  kept_export_parts: 'SELECT, INSERT, DELETE',
  kept_export_texts: 'SELECT, INSERT',
  // Not what was asked for, nor by whom, nor whether it is a snapshot.
  kept_exports: `SELECT, INSERT, DELETE, UPDATE (state, tries, broken_off, next_at, put_off, ran_out, leased_until, written, percent,
    begun_at, ready_at, rows, bytes, sha256, checkpoint, problem, withdrawn_at, withdrawn_reason, withdrawn_by_id)`,
  links: 'SELECT, INSERT, UPDATE',
  migrations: 'SELECT',
  notification_ways: 'SELECT, INSERT, UPDATE',
  notifications: 'SELECT, INSERT, UPDATE',
  one_time_links: 'SELECT, INSERT, UPDATE',
  outlets: 'SELECT, INSERT, UPDATE',
  rate_limits: 'SELECT, INSERT, UPDATE, DELETE',
  record_claims: 'SELECT',
  record_claims_due: 'SELECT',
  redactions: 'SELECT',
  replies: 'SELECT, INSERT, UPDATE',
  review_returns: 'SELECT, INSERT',
  revision_fingerprints: 'SELECT, INSERT, DELETE',
  revisions: 'SELECT, INSERT',
  search_answers: 'SELECT',
  search_articles: 'SELECT',
  search_articles_due: 'SELECT',
  search_claims: 'SELECT',
  search_claims_due: 'SELECT',
  search_reports: 'SELECT',
  search_speakers: 'SELECT',
  search_speakers_due: 'SELECT',
  search_stale: 'SELECT',
  search_voices: 'SELECT',
  search_words: 'SELECT',
  seal_nodes: 'SELECT, INSERT',
  seals: 'SELECT, INSERT',
  sessions: 'SELECT, INSERT, UPDATE, DELETE',
  settled_counts: 'SELECT, INSERT, UPDATE, DELETE',
  signing_keys: 'SELECT, INSERT',
  spans: 'SELECT, INSERT, DELETE',
  speaker_aliases: 'SELECT, INSERT, DELETE',
  speaker_roles: 'SELECT, INSERT, UPDATE, DELETE',
  speakers_now: 'SELECT',
  speakers: 'SELECT, INSERT, UPDATE',
  statements: 'SELECT, INSERT, UPDATE',
  text_likenesses: 'SELECT, INSERT, DELETE',
  unsaved_forms: 'SELECT, INSERT, UPDATE, DELETE',
  webhook_deliveries: 'SELECT, INSERT, UPDATE, DELETE',
  webhook_events: 'SELECT, UPDATE, DELETE',
  webhook_told: 'SELECT, INSERT',
  webhooks: 'SELECT, INSERT, UPDATE, DELETE',
  zones: 'SELECT, INSERT, DELETE',
}

/** Gives the serving role exactly these rights. Identity columns need no right on their sequences. */
export async function grantPrivileges(owner: Client, appRole: string): Promise<void> {
  const role = owner.escapeIdentifier(appRole)
  const grants = Object.entries(PRIVILEGES).map(
    ([table, rights]) => `REVOKE ALL ON ${table} FROM ${role}; GRANT ${rights} ON ${table} TO ${role}`,
  )
  // Sent as one, and so done as one: a Gainsay that serves meanwhile is at no moment without its rights.
  await owner.query([`GRANT USAGE ON SCHEMA public TO ${role}`, ...grants].join(';\n'))
}
