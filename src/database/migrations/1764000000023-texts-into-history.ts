/**
 * History has the hashes of each text from its import on; of those that came without, before that or made up in bulk, it is told by this. The salt is
 * 16 random bytes (122 bits of them random), as PostgreSQL has no others without an extension.
 */
export const TEXTS_INTO_HISTORY = /* sql */ `
  DO $$
  DECLARE
    revision record;
    row_id bigint;
    salt bytea;
    payload text;
  BEGIN
    FOR revision IN SELECT id, article_id, number, length, text_sha256, raw_sha256, captured_by_id FROM revisions ORDER BY id
    LOOP
      salt := uuid_send(gen_random_uuid());
      payload := json_build_object('revision', json_build_object(
        'id', revision.id, 'number', revision.number, 'length', revision.length,
        'textSha256', encode(revision.text_sha256, 'hex'), 'rawSha256', encode(revision.raw_sha256, 'hex')));
      INSERT INTO history (account_id, action, subject_kind, subject_id, payload_commitment)
      VALUES (revision.captured_by_id, 'captured', 'article', revision.article_id, sha256(salt || convert_to(payload, 'UTF8')))
      RETURNING id INTO row_id;
      INSERT INTO history_payloads VALUES (row_id, salt, payload::json);
    END LOOP;
  END $$;
`
