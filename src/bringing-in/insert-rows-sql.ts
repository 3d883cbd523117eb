import { CONTEXT_LENGTH } from '../quotes/selector'
import type { RowType } from './jsonl-rows.schema'

/** SQL: rows of a type among the lines from $1 to $2. */
const lines = (type: RowType) => `brought.type = '${type}' AND brought.line BETWEEN $1 AND $2`
const each = (list: string, name: string) =>
  `CROSS JOIN LATERAL jsonb_array_elements(${list}) WITH ORDINALITY AS ${name}`

const time = (of: string, key: string) => `(${of}->>'${key}')::timestamptz`
const number = (of: string, key: string) => `(${of}->>'${key}')::integer`
const saidOn = (of: string) => `${of}->>'said_on', (${of}->>'said_on_earliest')::date, (${of}->>'said_on_latest')::date,
  ${of}->>'said_on_basis', ${of}->>'said_on_words'`
const SAID_ON = 'said_on, said_on_earliest, said_on_latest, said_on_basis, said_on_words'

const STATEMENTS = `brought ${each("row->'statements'", 'told (statement, place)')}`
const HOPS = `${STATEMENTS} ${each("statement->'hops'", 'hopped (hop, at)')}`
const STATEMENT = number('statement', 'id')

/** SQL: spans of a part that is one. */
const span = (part: string, of: string, position: string, rows: string) => `
  SELECT ${STATEMENT} AS statement_id, '${part}' AS part, ${position} AS position, ${number(of, 'start')} AS start, ${number(of, 'end')} AS "end",
         ${of}->>'exact' AS exact, ${of}->>'prefix' AS prefix, ${of}->>'suffix' AS suffix
  FROM ${rows} WHERE ${lines('claim')} AND jsonb_typeof(${of}) = 'object'`

const SPANS = [
  span('content', 'passage', 'at - 1', `${STATEMENTS} ${each("statement->'content'", 'split (passage, at)')}`),
  span('source', "(statement->'source')", '0', STATEMENTS),
  span('cue', "(statement->'cue')", '0', STATEMENTS),
  span('hop_source', "(hop->'source')", 'at - 1', HOPS),
  span('hop_cue', "(hop->'cue')", 'at - 1', HOPS),
].join(' UNION ALL ')

/** SQL: spans with words that the file doesn’t tell taken from the text, which is there by then. */
const SPANS_FROM_TEXTS = `
  SELECT statement_id, part, position, start, "end", coalesce(exact, substr(text, start + 1, "end" - start)),
         coalesce(prefix, substr(text, greatest(start - ${CONTEXT_LENGTH}, 0) + 1, least(start, ${CONTEXT_LENGTH}))),
         coalesce(suffix, substr(text, "end" + 1, ${CONTEXT_LENGTH}))
  FROM (${SPANS}) told JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id`

const insertSpans = (spans: string) =>
  `INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix) ${spans}`

/** SQL that makes the rows of one type of line; each has the first and the last line as its values. */
export const INSERTS: Record<RowType, readonly string[]> = {
  outlet: [
    `INSERT INTO outlets (id, name, rights, created_at, updated_at) OVERRIDING SYSTEM VALUE
     SELECT id, row->>'name', row->>'rights', ${time('row', 'created_at')}, ${time('row', 'created_at')}
     FROM brought WHERE ${lines('outlet')}`,
  ],
  article: [
    `INSERT INTO articles (id, outlet_id, headline, byline, url, language, published_on, rights, version, created_at, updated_at)
     OVERRIDING SYSTEM VALUE
     SELECT id, ${number('row', 'outlet_id')}, row->>'headline', row->>'byline', row->>'address', row->>'language',
       (row->>'published_on')::date, row->>'rights', ${number('row', 'version')}, ${time('row', 'created_at')}, ${time('row', 'updated_at')}
     FROM brought WHERE ${lines('article')}`,
  ],
  speaker: [
    `INSERT INTO speakers (id, kind, name, description, wikidata_id, anonymity_reason, outlet_id, version, created_at, updated_at)
     OVERRIDING SYSTEM VALUE
     SELECT id, row->>'kind', row->>'name', row->>'description', row->>'wikidata_id', row->>'anonymity_reason',
       ${number('row', 'outlet_id')}, ${number('row', 'version')}, ${time('row', 'created_at')}, ${time('row', 'updated_at')}
     FROM brought WHERE ${lines('speaker')}`,
    // Of whoever was merged the kind is not told: it is that of who they are.
    `INSERT INTO speakers (id, kind, name, merged_into_id, root_id, created_at, updated_at) OVERRIDING SYSTEM VALUE
     SELECT ${number('item', 'id')}, row->>'kind', item->>'name', id, id, ${time('row', 'created_at')}, ${time('row', 'updated_at')}
     FROM brought ${each("row->'merged'", 'told (item, place)')} WHERE ${lines('speaker')}`,
    `INSERT INTO speaker_aliases (speaker_id, position, name)
     SELECT ${number('item', 'id')}, at - 1, alias
     FROM brought ${each("row->'members'", 'told (item, place)')}
     CROSS JOIN LATERAL jsonb_array_elements_text(item->'aliases') WITH ORDINALITY AS named (alias, at)
     WHERE ${lines('speaker')}`,
  ],
  claim: [
    `INSERT INTO claims (id, ${SAID_ON}, medium, stance, summary, version, created_at, updated_at) OVERRIDING SYSTEM VALUE
     SELECT id, ${saidOn('row')}, row->>'medium', row->>'stance', row->>'summary', ${number('row', 'version')},
       ${time('row', 'created_at')}, ${time('row', 'updated_at')}
     FROM brought WHERE ${lines('claim')}`,
    `INSERT INTO claim_speakers (claim_id, position, speaker_id, named_id, role_id)
     SELECT brought.id, place - 1, ${number('item', 'id')}, coalesce(held.holder, ${number('item', 'id')}), held.id
     FROM brought ${each("row->'speakers'", 'told (item, place)')}
     LEFT JOIN held ON held.id = ${number('item', 'role_id')}
     WHERE ${lines('claim')}`,
    `INSERT INTO statements (id, claim_id, revision_id, wording, in_zone, version, created_by_id, created_at, updated_at)
     OVERRIDING SYSTEM VALUE
     SELECT ${STATEMENT}, brought.id, texts.id, statement->>'quotation', (statement->>'in_zone')::boolean, ${number('statement', 'version')},
       ${number('statement', 'created_by')}, ${time('statement', 'created_at')}, ${time('statement', 'updated_at')}
     FROM ${STATEMENTS}
     JOIN texts ON texts.article_id = ${number('statement', 'article_id')} AND texts.number = ${number('statement', 'revision')}
     WHERE ${lines('claim')}`,
    `INSERT INTO hops (statement_id, position, speaker_id, medium, wording, ${SAID_ON})
     SELECT ${STATEMENT}, at - 1, ${number("hop->'speaker'", 'id')}, hop->>'medium', hop->>'quotation', ${saidOn('hop')}
     FROM ${HOPS} WHERE ${lines('claim')}`,
    insertSpans(SPANS),
    `INSERT INTO replies (id, claim_id, speaker_id, by_name, words, replied_on, way, url, published_at) OVERRIDING SYSTEM VALUE
     SELECT ${number('reply', 'id')}, brought.id, ${number('reply', 'speaker_id')},
       CASE WHEN reply->>'speaker_id' IS NULL THEN reply->>'name' END, reply->>'words', (reply->>'replied_on')::date,
       reply->>'way', reply->>'url', now()
     FROM brought ${each("row->'replies'", 'told (reply, place)')} WHERE ${lines('claim')}`,
  ],
  link: [
    `INSERT INTO links (id, from_claim_id, to_claim_id, relation, reason, version, created_by_id, created_at, updated_at)
     OVERRIDING SYSTEM VALUE
     SELECT id, ${number('row', 'from_claim_id')}, ${number('row', 'to_claim_id')}, row->>'relation', row->>'reason',
       ${number('row', 'version')}, ${number('row', 'created_by')}, ${time('row', 'created_at')}, ${time('row', 'updated_at')}
     FROM brought WHERE ${lines('link')}`,
  ],
  chain: [
    `INSERT INTO chain_components (id, size) OVERRIDING SYSTEM VALUE
     SELECT id, jsonb_array_length(row->'claims') FROM brought WHERE ${lines('chain')}`,
    `INSERT INTO chain_members (claim_id, component_id)
     SELECT claim::integer, brought.id
     FROM brought CROSS JOIN LATERAL jsonb_array_elements_text(row->'claims') claim WHERE ${lines('chain')}`,
    `INSERT INTO chains (id, component_id, oldest_claim_id, title) OVERRIDING SYSTEM VALUE
     SELECT id, id, (SELECT min(claim::integer) FROM jsonb_array_elements_text(row->'claims') claim), row->>'title'
     FROM brought WHERE ${lines('chain')}`,
  ],
}

/** The same where rows tell places without all of their words. */
export const INSERTS_OF_FLAT: typeof INSERTS = {
  ...INSERTS,
  claim: INSERTS.claim.map((sql) => (sql === insertSpans(SPANS) ? insertSpans(SPANS_FROM_TEXTS) : sql)),
}

/** After all articles: their zones, and which are copies of which; the same values. */
export const AFTER_TEXTS: readonly string[] = [
  `INSERT INTO zones (revision_id, start_offset, end_offset, kind)
   SELECT ${number('revision', 'id')}, ${number('zone', 'start')}, ${number('zone', 'end')}, zone->>'kind'
   FROM brought ${each("row->'revisions'", 'told (revision, place)')} ${each("revision->'zones'", 'marked (zone, at)')}
   WHERE ${lines('article')}`,
  `UPDATE articles SET copy_of_id = ${number('row', 'copy_of_id')}
   FROM brought WHERE ${lines('article')} AND brought.id = articles.id AND row->>'copy_of_id' IS NOT NULL`,
]

/** After all speakers, since whom one speaks for may come later; the same values. */
export const AFTER_SPEAKERS: readonly string[] = [
  `INSERT INTO speaker_roles (id, speaker_id, title, since, until, speaks_for_id) OVERRIDING SYSTEM VALUE
   SELECT ${number('role', 'id')}, ${number('role', 'holder')}, role->>'title', role->>'since', role->>'until',
     ${number("role->'speaks_for'", 'id')}
   FROM brought ${each("row->'roles'", 'told (role, place)')} WHERE ${lines('speaker')}`,
]
