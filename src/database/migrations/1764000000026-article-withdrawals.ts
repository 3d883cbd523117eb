import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A day that is given in EDTF, as every image tells it. */
const SAID_ON = `'saidOn', said_on, 'saidOnEarliest', said_on_earliest, 'saidOnLatest', said_on_latest,
          'saidOnBasis', said_on_basis, 'saidOnWords', said_on_words`
const STATE = `'state', state, 'withdrawnReason', withdrawn_reason`
const ARTICLE = `'outletId', outlet_id, 'headline', headline, 'byline', byline,
            'url', url, 'language', language, 'publishedOn', published_on, 'rights', rights, 'revisions', (
              SELECT json_agg(json_build_object('id', revision.id, 'number', number,
                'textSha256', encode(text_sha256, 'hex')) ORDER BY number)
              FROM revisions revision WHERE article_id = of_id), 'zones', (
              SELECT coalesce(json_agg(json_build_object('revisionId', revision_id, 'kind', zone.kind,
                'start', start_offset, 'end', end_offset) ORDER BY revision_id, start_offset), '[]')
              FROM zones zone JOIN revisions ON revisions.id = revision_id WHERE article_id = of_id)`

const WITH_REASON = `CASE WHEN withdrawn_reason IS NULL THEN json_build_object(${ARTICLE})
      ELSE json_build_object(${ARTICLE}, 'withdrawnReason', withdrawn_reason) END`

/** What the desk made of a correction; the words of whoever asked stay where they are. */
const CORRECTION = `WHEN 'correction' THEN
    SELECT corrections.version, json_build_object('state', state, 'assignedToId', assigned_to_id, 'answer', answer,
      'changeWords', change_words, 'changeHistoryId', change_history_id)
    INTO version, image FROM corrections WHERE id = of_id;`

/** As the migration "images" has it, but for what is told of an article, and more kinds. */
const imageOf = (article: string, more = '') => `
-- What a row is now, as this transaction sees it. Who it is of (a speaker, merged since) is told by number.
CREATE OR REPLACE FUNCTION image_of(kind text, of_id integer, OUT version integer, OUT image json) LANGUAGE plpgsql STABLE AS $$
BEGIN
  CASE kind
  WHEN 'claim' THEN
    SELECT claims.version, json_build_object(${SAID_ON}, 'medium', medium, 'stance', stance, 'summary', summary,
      ${STATE}, 'withdrawnAsDraft', withdrawn_as_draft, 'joinedIntoId', joined_into_id, 'speakers', (
        SELECT coalesce(json_agg(json_build_object('namedId', named_id, 'roleId', role_id) ORDER BY position), '[]')
        FROM claim_speakers WHERE claim_id = of_id))
    INTO version, image FROM claims WHERE id = of_id;
  WHEN 'statement' THEN
    SELECT statements.version, json_build_object('claimId', claim_id, 'revisionId', revision_id, 'wording', wording,
      'inZone', in_zone, ${STATE}, 'withdrawnAsDraft', withdrawn_as_draft, 'spans', (
        SELECT json_agg(json_build_object('part', part, 'position', position, 'start', start_offset,
          'end', end_offset, 'exact', exact, 'prefix', prefix, 'suffix', suffix) ORDER BY part, position)
        FROM spans WHERE statement_id = of_id), 'hops', (
        SELECT coalesce(json_agg(json_build_object('speakerId', speaker_id, 'medium', medium, 'wording', hops.wording,
          ${SAID_ON}) ORDER BY position), '[]')
        FROM hops WHERE statement_id = of_id))
    INTO version, image FROM statements WHERE id = of_id;
  WHEN 'link' THEN
    SELECT links.version, json_build_object('fromClaimId', from_claim_id, 'toClaimId', to_claim_id,
      'relation', relation, 'reason', reason, ${STATE}, 'withdrawnAsDraft', withdrawn_as_draft)
    INTO version, image FROM links WHERE id = of_id;
  WHEN 'chain' THEN
    SELECT chains.version, json_build_object('title', title) INTO version, image FROM chains WHERE id = of_id;
  WHEN 'speaker' THEN
    SELECT speakers.version, json_build_object('kind', speakers.kind, 'name', name, 'description', description,
      'wikidataId', wikidata_id, 'anonymityReason', anonymity_reason, 'outletId', outlet_id,
      'mergedIntoId', merged_into_id, 'aliases', (
        SELECT coalesce(json_agg(alias.name ORDER BY position), '[]')
        FROM speaker_aliases alias WHERE speaker_id = of_id), 'roles', (
        SELECT coalesce(json_agg(json_build_object('id', role.id, 'title', title, 'since', since, 'until', until,
          'speaksForId', speaks_for_id) ORDER BY role.id), '[]')
        FROM speaker_roles role WHERE speaker_id = of_id))
    INTO version, image FROM speakers WHERE id = of_id;
  WHEN 'article' THEN
    SELECT articles.version, ${article}
    INTO version, image FROM articles WHERE id = of_id;
  WHEN 'outlet' THEN
    SELECT outlets.version, json_build_object('name', name, 'rights', rights)
    INTO version, image FROM outlets WHERE id = of_id;
  WHEN 'reply' THEN
    SELECT replies.version, json_build_object('claimId', claim_id, 'correctionId', correction_id,
      'speakerId', speaker_id, 'byName', by_name, 'words', words, 'repliedOn', replied_on, 'way', way, 'url', url,
      ${STATE}) INTO version, image FROM replies WHERE id = of_id;
  WHEN 'settings' THEN
    SELECT desk_settings.version, json_build_object('name', name, 'licence', licence, 'licenceUrl', licence_url,
      'review', review, 'languages', languages) INTO version, image FROM desk_settings WHERE id = of_id;
  WHEN 'account' THEN
    SELECT accounts.version, json_build_object('name', name, 'role', role, 'isDisabled', disabled_at IS NOT NULL)
    INTO version, image FROM accounts WHERE id = of_id;
  ${more}
  ELSE
  END CASE;
END $$;`

const subjects = (more = '') => `
CREATE OR REPLACE VIEW history_subjects AS
SELECT 'claim' AS kind, id FROM claims UNION ALL SELECT 'statement', id FROM statements
UNION ALL SELECT 'link', id FROM links UNION ALL SELECT 'chain', id FROM chains
UNION ALL SELECT 'speaker', id FROM speakers UNION ALL SELECT 'article', id FROM articles
UNION ALL SELECT 'outlet', id FROM outlets UNION ALL SELECT 'reply', id FROM replies
UNION ALL SELECT 'settings', id FROM desk_settings ${more};`

/**
 * Articles are withdrawn too, with a public reason; one that has none is there. Its image tells the reason only where
 * there is one, so that all that history has told of articles so far still is what they are. Corrections get images, so
 * that a form in which somebody answers one can tell what has changed since it was opened.
 */
export class ArticleWithdrawals1764000000026 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(`
      ALTER TABLE articles ADD COLUMN withdrawn_reason text
        CHECK (btrim(withdrawn_reason) <> '' AND char_length(withdrawn_reason) <= 1000);
      ${imageOf(WITH_REASON, CORRECTION)}
      ${subjects("UNION ALL SELECT 'correction', id FROM corrections")}
      SELECT tell_history_as_it_is();
    `)
  }

  /** What was told of corrections stays told. */
  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      ${subjects()}
      ${imageOf(`json_build_object(${ARTICLE})`)}
      ALTER TABLE articles DROP COLUMN withdrawn_reason;
    `)
  }
}
