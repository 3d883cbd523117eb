import type { EntityManager } from 'typeorm'

/** Every table in which a redaction erases something, or which follows from one. */
const TABLES = [
  ...[
    'articles',
    'revisions',
    'claims',
    'statements',
    'spans',
    'hops',
    'links',
    'claim_join_items',
    'comments',
    'replies',
  ],
  ...['corrections', 'correction_senders', 'speakers', 'speaker_aliases', 'speaker_roles', 'notifications'],
  ...[
    'annotations',
    'captures',
    'kept_exports',
    'kept_export_parts',
    'revision_fingerprints',
    'text_likenesses',
    'article_likenesses',
    'history_payloads',
    'search_articles',
    'search_claims',
    'search_speakers',
    'search_words',
  ],
]

/**
 * Lets go of what PostgreSQL itself has kept of erased words: rows as they were, which stay in its files until VACUUM, and
 * the commonest values of each column, which ANALYZE notes. After the commit, outside of any transaction, by the owner.
 * Rows that a backup or a download from before still may read stay until the next VACUUM; its files may have the letters
 * until something else is written over them.
 */
export async function vacuumRedacted(db: EntityManager): Promise<void> {
  await db.query(`VACUUM (ANALYZE) ${TABLES.join(', ')}`)
}
