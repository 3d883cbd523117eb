import type { RedactionPlan } from './redaction-plan.queries'

/** Columns of one table in which somebody's words can stand. */
interface Wordy {
  table: string
  /** SQL: what the row is called where the command names it, as `redact` takes it where it can be redacted. */
  row: string
  /** Which column, in words; empty where the row's name says it. */
  columns: Record<string, string>
  /** Rows that a redaction erases anyway: by which column, and whose numbers. */
  erased?: [column: string, of: Exclude<keyof RedactionPlan, 'texts' | 'bytes' | 'partly' | 'like'> | 'revisions']
}

const numbered = (kind: string, column = 'id') => `'${kind} ' || ${column}`

/**
 * Every column there is for words, of whoever they are. A test compares these, and those below, with the database's
 * catalogue: a column that a migration adds has to be put into one of the two.
 */
export const COLUMNS_OF_WORDS: readonly Wordy[] = [
  {
    table: 'revisions',
    row: `format('revision %s of article %s', id, article_id)`,
    columns: { text: '', captured_from: 'address it was fetched from', file_name: 'name of its file' },
    erased: ['id', 'revisions'],
  },
  {
    table: 'articles',
    row: numbered('article'),
    columns: { headline: 'headline', byline: 'byline', url: 'address', withdrawn_reason: 'reason of withdrawal' },
    erased: ['id', 'articles'],
  },
  {
    table: 'claims',
    row: numbered('claim'),
    columns: { summary: 'summary', said_on_words: 'words for the day', withdrawn_reason: 'reason of withdrawal' },
    erased: ['id', 'claims'],
  },
  {
    table: 'statements',
    row: numbered('statement'),
    columns: { withdrawn_reason: 'reason of withdrawal' },
    erased: ['id', 'statements'],
  },
  {
    table: 'hops',
    row: numbered('statement', 'statement_id'),
    columns: { said_on_words: 'words for the day on which it was passed on' },
    erased: ['statement_id', 'statements'],
  },
  {
    table: 'links',
    row: numbered('link'),
    columns: { reason: 'reason', withdrawn_reason: 'reason of withdrawal' },
    erased: ['id', 'links'],
  },
  {
    table: 'claim_join_items',
    row: `format('link %s, as it was before claims were joined (join %s)', coalesce(link_id, in_place_of_link_id), join_id)`,
    columns: { reason_before: 'reason', withdrawn_reason_before: 'reason of withdrawal' },
    erased: ['coalesce(link_id, in_place_of_link_id)', 'links'],
  },
  { table: 'chains', row: numbered('chain'), columns: { title: 'title' } },
  {
    table: 'speakers',
    row: numbered('speaker'),
    columns: {
      name: 'name',
      description: 'description',
      wikidata_id: 'Wikidata item',
      anonymity_reason: 'reason for not being named',
    },
    erased: ['id', 'speakers'],
  },
  {
    table: 'speaker_aliases',
    row: numbered('speaker', 'speaker_id'),
    columns: { name: 'other name' },
    erased: ['speaker_id', 'speakers'],
  },
  {
    table: 'speaker_roles',
    row: numbered('speaker', 'speaker_id'),
    columns: { title: 'role' },
    erased: ['speaker_id', 'speakers'],
  },
  { table: 'outlets', row: numbered('outlet'), columns: { name: 'name' } },
  {
    table: 'annotations',
    row: `format('annotation %s of article %s', id, article_id)`,
    columns: { note: 'note', tags: 'tags', address: 'address' },
    erased: ['coalesce(statement_id, 0)', 'statements'],
  },
  { table: 'comments', row: numbered('comment'), columns: { body: '' }, erased: ['id', 'comments'] },
  {
    table: 'corrections',
    row: numbered('correction'),
    columns: { words: '', source_url: 'address', answer: 'answer', change_words: 'line in the public log' },
    erased: ['id', 'corrections'],
  },
  {
    table: 'correction_senders',
    row: numbered('correction', 'correction_id'),
    columns: { name: 'name of the sender', email: 'address of the sender' },
    erased: ['correction_id', 'corrections'],
  },
  {
    table: 'replies',
    row: numbered('reply'),
    columns: { words: '', by_name: 'name', url: 'address', withdrawn_reason: 'reason of withdrawal' },
    erased: ['id', 'replies'],
  },
  { table: 'notifications', row: numbered('notification'), columns: { text: '' } },
  {
    table: 'captures',
    row: `format('capture %s of account %s', id, made_by_id)`,
    columns: {
      text: '',
      name: 'name',
      problem: 'what was wrong with it',
      captured_from: 'address',
      asked_url: 'address',
      file_name: 'name of its file',
      given: 'details as they were sent',
      metadata: 'details as they were read',
    },
    erased: ['coalesce(article_id, 0)', 'articles'],
  },
  {
    table: 'import_jobs',
    row: `format('import %s of account %s', id, made_by_id)`,
    columns: { name: 'name', defaults: 'details of all' },
  },
  {
    table: 'kept_exports',
    row: numbered('kept export'),
    columns: { query: 'filters', desk_name: 'name of the desk', withdrawn_reason: 'reason of withdrawal' },
  },
  {
    table: 'webhooks',
    row: `format('webhook %s of account %s', id, account_id)`,
    columns: { search: 'search', address: 'address' },
  },
  { table: 'unsaved_forms', row: `format('unsaved form %s of account %s', id, account_id)`, columns: { fields: '' } },
  {
    table: 'history_payloads',
    row: numbered('history', 'history_id'),
    columns: { payload: '', image: '' },
    erased: ['history_id', 'payloads'],
  },
  { table: 'redactions', row: numbered('redaction'), columns: { reason: 'reason', legal_basis: 'legal basis' } },
  { table: 'accounts', row: numbered('account'), columns: { name: 'name', email: 'address' } },
  { table: 'handles', row: numbered('account', 'account_id'), columns: { handle: 'handle' } },
  { table: 'api_tokens', row: `format('token %s of account %s', id, account_id)`, columns: { label: 'label' } },
  {
    table: 'desk_settings',
    row: `'settings'`,
    columns: { name: 'name', licence: 'licence', licence_url: 'address of the licence' },
  },
]

/** All other columns that letters can stand in, by the reason why nobody's words are looked for there. */
export const NOT_FOR_WORDS: Record<string, readonly string[]> = {
  'what a migration of ours calls its filling': ['backfills.name'],
  'words of a fixed list, or a day': [
    ...['accounts.role', 'api_tokens.scope', 'articles.language', 'articles.rights', 'outlets.rights'],
    ...['claim_join_items.did', 'claim_join_items.side', 'claim_join_items.state_before', 'claim_looks.lack'],
    ...['claims.said_on', 'claims.said_on_basis', 'claims.medium', 'claims.stance', 'claims.state'],
    ...['corrections.kind', 'corrections.state', 'desk_settings.languages', 'history.action', 'history.subject_kind'],
    ...['hops.medium', 'hops.wording', 'hops.said_on', 'hops.said_on_basis', 'links.relation', 'links.state'],
    ...['migrations.name', 'notifications.kind', 'notifications.subject_kind', 'one_time_links.purpose'],
    ...['redactions.subject_kind', 'replies.way', 'replies.state', 'speaker_roles.since', 'speaker_roles.until'],
    ...[
      'speakers.kind',
      'statements.wording',
      'carryings.class',
      'carryings.because',
      'carryings.outcome',
      'carryings.effect',
      'statements.state',
      'spans.part',
      'zones.kind',
      'search_stale.kind',
    ],
    'unsaved_forms.form',
    ...['captures.state', 'captures.media_type', 'captures.extractor'],
    ...['revisions.media_type', 'revisions.extractor'],
    ...['kept_exports.file', 'kept_exports.state', 'kept_exports.problem'],
    ...['webhooks.state', 'webhooks.stopped_for', 'webhook_deliveries.state', 'webhook_deliveries.problem'],
  ],
  'of a text that is looked through itself': ['spans.exact', 'spans.prefix', 'spans.suffix'],
  'bytes, which are decoded first and looked through then': ['revisions.raw', 'captures.raw'],
  'of files that every redaction takes away whole': ['kept_export_parts.bytes'],
  'places in texts': [
    ...[
      'annotations.spans',
      'carryings.candidates',
      'carryings.compared_spans',
      'carryings.before_spans',
      'carryings.after_spans',
    ],
  ],
  'made from what is looked through': [
    ...['search_articles.marks', 'search_articles.words', 'search_articles.spellings'],
    ...['search_claims.marks', 'search_claims.words', 'search_claims.spellings'],
    ...['search_speakers.words', 'search_speakers.spellings', 'search_words.word'],
    ...['record_claims.medium', 'record_claims.stance'],
  ],
  'hashes, salts, keys and what is signed': [
    ...['accounts.password_hash', 'api_tokens.token_sha256', 'corrections.words_sha256', 'corrections.token_sha256'],
    ...['revisions.text_sha256', 'revisions.raw_sha256', 'revisions.redacted_sha256', 'revisions.kept_sha256'],
    ...['annotations.identity', 'history_payloads.salt'],
    ...['history.payload_commitment', 'one_time_links.token_sha256', 'idempotency_keys.key_sha256'],
    ...['unsaved_forms.key_sha256', 'unsaved_forms.idempotency_key'],
    ...['checkpoints.root_hash', 'checkpoints.note', 'seals.author_salt', 'seals.leaf_hash', 'seal_nodes.hash'],
    'signing_keys.key',
    ...['kept_exports.sha256', 'kept_exports.checkpoint'],
    ...['webhooks.secret', 'webhooks.former_secret'],
  ],
  'gone within hours or days, and sealed, about who asks, or of a text that is looked through itself': [
    ...['idempotency_keys.answer', 'rate_limits.key', 'settled_counts.key', 'sessions.sid', 'sessions.sess'],
    'captures.zones',
  ],
}
