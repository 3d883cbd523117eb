import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the law wants erased goes, its place stays, and the public is told (docs/decisions/0019). */
export class Redactions1764000000024 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE redactions (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- The row of history that did it; its payload says row by row what was erased.
        history_id bigint NOT NULL UNIQUE REFERENCES history,
        subject_kind text NOT NULL CHECK (subject_kind IN (
          'claim', 'statement', 'link', 'speaker', 'article', 'comment', 'correction', 'reply', 'history')),
        subject_id bigint NOT NULL CHECK (subject_id > 0),
        -- Both are for the public.
        reason text NOT NULL CHECK (btrim(reason) <> '' AND char_length(reason) <= 900),
        legal_basis text CHECK (btrim(legal_basis) <> '' AND char_length(legal_basis) <= 300)
      );
      CREATE INDEX redactions_subject_idx ON redactions (subject_kind, subject_id);
      CREATE TRIGGER redactions_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON redactions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE INDEX history_redactions_idx ON history (id) WHERE action = 'redacted';

      -- What was redacted doesn't come back, whoever restores it or takes claims apart.
      ALTER TABLE claims ADD COLUMN redacted_at timestamptz,
        ADD CONSTRAINT redacted_stays_withdrawn CHECK (redacted_at IS NULL OR state = 'withdrawn');
      ALTER TABLE statements ADD COLUMN redacted_at timestamptz,
        ADD CONSTRAINT redacted_stays_withdrawn CHECK (redacted_at IS NULL OR state = 'withdrawn');
      ALTER TABLE links ADD COLUMN redacted_at timestamptz,
        ADD CONSTRAINT redacted_stays_withdrawn CHECK (redacted_at IS NULL OR state = 'withdrawn');
      ALTER TABLE replies ADD COLUMN redacted_at timestamptz,
        ADD CONSTRAINT redacted_stays_withdrawn CHECK (redacted_at IS NULL OR state = 'withdrawn');

      -- A redacted text has blocks in place of letters, as many as there were, so that no offset moves. The hashes stay those
      -- of the text and the bytes as they were captured; of what is left there is one of its own. Blocks take more bytes
      -- than letters do, hence no limit.
      ALTER TABLE revisions ADD COLUMN redacted_sha256 bytea CHECK (octet_length(redacted_sha256) = 32),
        DROP CONSTRAINT revisions_text_check,
        ADD CONSTRAINT revisions_text_check CHECK (
          btrim(text, E' \\t\\n') <> '' AND (octet_length(text) <= 5242880 OR redacted_sha256 IS NOT NULL)
          AND text !~ '\\r' AND text IS NFC NORMALIZED),
        DROP CONSTRAINT revisions_check,
        ADD CONSTRAINT revisions_check CHECK (coalesce(redacted_sha256, text_sha256) = sha256(convert_to(text, 'UTF8'))),
        DROP CONSTRAINT revisions_check2,
        ADD CONSTRAINT revisions_check2 CHECK (raw_sha256 = sha256(raw) OR (redacted_sha256 IS NOT NULL AND raw = ''));

      -- "gainsay redact" says within its transaction that it is at work; the role that serves has no right to this anyway.
      CREATE FUNCTION refuse_unless_redacting() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('gainsay.redacting', true) IS DISTINCT FROM 'on' THEN
          RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', HINT = 'To erase what the law wants erased: gainsay redact.';
        END IF;
        RETURN NULL;
      END $$;
      DROP TRIGGER revisions_never_change ON revisions;
      CREATE TRIGGER revisions_never_change BEFORE DELETE OR TRUNCATE ON revisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER revisions_only_redacted BEFORE UPDATE ON revisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_redacting();
      CREATE TRIGGER history_payloads_only_redacted BEFORE DELETE ON history_payloads
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_redacting();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TRIGGER history_payloads_only_redacted ON history_payloads;
      DROP TRIGGER revisions_only_redacted ON revisions;
      DROP TRIGGER revisions_never_change ON revisions;
      CREATE TRIGGER revisions_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      DROP FUNCTION refuse_unless_redacting();
      ALTER TABLE revisions DROP CONSTRAINT revisions_text_check, DROP CONSTRAINT revisions_check, DROP CONSTRAINT revisions_check2,
        DROP COLUMN redacted_sha256,
        ADD CONSTRAINT revisions_text_check CHECK (
          btrim(text, E' \\t\\n') <> '' AND octet_length(text) <= 5242880 AND text !~ '\\r' AND text IS NFC NORMALIZED),
        ADD CONSTRAINT revisions_check CHECK (text_sha256 = sha256(convert_to(text, 'UTF8'))),
        ADD CONSTRAINT revisions_check2 CHECK (raw_sha256 = sha256(raw));
      ALTER TABLE replies DROP COLUMN redacted_at;
      ALTER TABLE links DROP COLUMN redacted_at;
      ALTER TABLE statements DROP COLUMN redacted_at;
      ALTER TABLE claims DROP COLUMN redacted_at;
      DROP INDEX history_redactions_idx;
      DROP TABLE redactions;
    `)
  }
}
