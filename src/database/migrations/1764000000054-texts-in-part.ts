import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Of a text that came with an export only its quoted passages may be known (docs/decisions/0047): blocks stand for the letters between, as
 * in a redacted one, so that no offset moves. The hashes stay those of the text as it was captured.
 */
export class TextsInPart1764000000054 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Of the text as far as it is here; null is whole.
      ALTER TABLE revisions ADD COLUMN kept_sha256 bytea CHECK (octet_length(kept_sha256) = 32),
        DROP CONSTRAINT revisions_text_check,
        ADD CONSTRAINT revisions_text_check CHECK (
          btrim(text, E' \\t\\n') <> '' AND (octet_length(text) <= 5242880 OR redacted_sha256 IS NOT NULL OR kept_sha256 IS NOT NULL)
          AND text !~ '\\r' AND text IS NFC NORMALIZED),
        DROP CONSTRAINT revisions_check,
        ADD CONSTRAINT revisions_check
          CHECK (coalesce(kept_sha256, redacted_sha256, text_sha256) = sha256(convert_to(text, 'UTF8')));
    `)
  }

  /** Texts that are here in part can't be without the column: it fails where there are some. */
  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE revisions DROP CONSTRAINT revisions_text_check, DROP CONSTRAINT revisions_check,
        DROP COLUMN kept_sha256,
        ADD CONSTRAINT revisions_text_check CHECK (
          btrim(text, E' \\t\\n') <> '' AND (octet_length(text) <= 5242880 OR redacted_sha256 IS NOT NULL)
          AND text !~ '\\r' AND text IS NFC NORMALIZED),
        ADD CONSTRAINT revisions_check CHECK (coalesce(redacted_sha256, text_sha256) = sha256(convert_to(text, 'UTF8')));
    `)
  }
}
