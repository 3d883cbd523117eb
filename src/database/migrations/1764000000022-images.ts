import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A day that is given in EDTF, as every image tells it. */
const SAID_ON = `'saidOn', said_on, 'saidOnEarliest', said_on_earliest, 'saidOnLatest', said_on_latest,
          'saidOnBasis', said_on_basis, 'saidOnWords', said_on_words`
const STATE = `'state', state, 'withdrawnReason', withdrawn_reason`

/**
 * History keeps with each change what the row was after it: its image, the parts that belong to it included. So a version
 * can be shown, compared, put back, and asked for as of a day; and what stands in the tables can be held against what
 * history says it should be. The commitment is over payload and image together.
 */
export class Images1764000000022 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Null of what has no versions, and of what happened before there were images.
      ALTER TABLE history ADD COLUMN version integer CHECK (version > 0);
      -- json, not jsonb: the commitment is over these very bytes.
      ALTER TABLE history_payloads ADD COLUMN image json;
      -- What hung together as of a day is found from any of it: the reports of a claim, and its links.
      CREATE INDEX history_payloads_claim_idx ON history_payloads (((image->>'claimId')::integer), history_id)
        WHERE image->>'claimId' IS NOT NULL;
      CREATE INDEX history_payloads_from_claim_idx ON history_payloads (((image->>'fromClaimId')::integer), history_id)
        WHERE image->>'fromClaimId' IS NOT NULL;
      CREATE INDEX history_payloads_to_claim_idx ON history_payloads (((image->>'toClaimId')::integer), history_id)
        WHERE image->>'toClaimId' IS NOT NULL;

      -- What a row is now, as this transaction sees it. Who it is of (a speaker, merged since) is told by number.
      CREATE FUNCTION image_of(kind text, of_id integer, OUT version integer, OUT image json) LANGUAGE plpgsql STABLE AS $$
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
          SELECT articles.version, json_build_object('outletId', outlet_id, 'headline', headline, 'byline', byline,
            'url', url, 'language', language, 'publishedOn', published_on, 'rights', rights, 'revisions', (
              SELECT json_agg(json_build_object('id', revision.id, 'number', number,
                'textSha256', encode(text_sha256, 'hex')) ORDER BY number)
              FROM revisions revision WHERE article_id = of_id), 'zones', (
              SELECT coalesce(json_agg(json_build_object('revisionId', revision_id, 'kind', zone.kind,
                'start', start_offset, 'end', end_offset) ORDER BY revision_id, start_offset), '[]')
              FROM zones zone JOIN revisions ON revisions.id = revision_id WHERE article_id = of_id))
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
        ELSE
        END CASE;
      END $$;

      CREATE VIEW history_subjects AS
      SELECT 'claim' AS kind, id FROM claims UNION ALL SELECT 'statement', id FROM statements
      UNION ALL SELECT 'link', id FROM links UNION ALL SELECT 'chain', id FROM chains
      UNION ALL SELECT 'speaker', id FROM speakers UNION ALL SELECT 'article', id FROM articles
      UNION ALL SELECT 'outlet', id FROM outlets UNION ALL SELECT 'reply', id FROM replies
      UNION ALL SELECT 'settings', id FROM desk_settings;

      -- For rows that came into the tables past the product, or before history kept images: what they are, from now on.
      CREATE FUNCTION tell_history_as_it_is() RETURNS void LANGUAGE sql AS $$
        WITH found AS MATERIALIZED (
          SELECT subject.kind, subject.id, now.version, now.image, uuid_send(gen_random_uuid()) AS salt
          FROM history_subjects subject CROSS JOIN LATERAL image_of(subject.kind, subject.id) now
          LEFT JOIN LATERAL (
            SELECT history.version, history_payloads.image
            FROM history LEFT JOIN history_payloads ON history_id = history.id
            WHERE subject_kind = subject.kind AND subject_id = subject.id AND history.version IS NOT NULL
            ORDER BY history.id DESC LIMIT 1
          ) last ON true
          WHERE CASE WHEN last.version IS NULL
            -- Of a chain nothing is told before somebody gives it a title.
            THEN kind <> 'chain' OR now.image->>'title' IS NOT NULL
            ELSE last.image::jsonb <> now.image::jsonb
          END
        ), told AS (
          INSERT INTO history (action, subject_kind, subject_id, version, payload_commitment)
          SELECT 'found as it is', kind, id, version,
            sha256(salt || convert_to('{}', 'UTF8') || convert_to(image::text, 'UTF8')) FROM found
          RETURNING id, subject_kind, subject_id
        ) INSERT INTO history_payloads (history_id, salt, payload, image)
        SELECT told.id, salt, '{}', image FROM told JOIN found ON (kind, found.id) = (subject_kind, subject_id)
      $$;
      REVOKE ALL ON FUNCTION tell_history_as_it_is() FROM PUBLIC;
      SELECT tell_history_as_it_is();
    `)
  }

  /** What was told stays told: the rows of history keep their commitments, which then cover an image that is gone. */
  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP FUNCTION tell_history_as_it_is();
      DROP VIEW history_subjects;
      DROP FUNCTION image_of(text, integer);
      ALTER TABLE history_payloads DROP COLUMN image;
      ALTER TABLE history DROP COLUMN version;
    `)
  }
}
