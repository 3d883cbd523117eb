import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Where words of a text are erased, the bytes of all texts of its article go (docs/decisions/0019). A text whose own words stay has no
 * hash of what is left then: that there are no bytes says it, for no text came of none. `gainsay verify` holds it against the redactions.
 *
 * And what articles with erased words are found by is made anew: earlier versions may have left numbers of these words.
 */
export class ErasedBytes1764000000043 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE revisions DROP CONSTRAINT revisions_check2,
        ADD CONSTRAINT revisions_check2 CHECK (raw_sha256 = sha256(raw) OR raw = '');

      DELETE FROM revision_fingerprints WHERE revision_id IN (
        SELECT id FROM revisions WHERE article_id IN (SELECT article_id FROM revisions WHERE redacted_sha256 IS NOT NULL));
      INSERT INTO fingerprints_due
        SELECT max(id) FROM revisions GROUP BY article_id HAVING bool_or(redacted_sha256 IS NOT NULL)
        ON CONFLICT DO NOTHING
    `)
  }

  /** Bytes that are gone don't come back; the check is not for those. */
  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      ALTER TABLE revisions DROP CONSTRAINT revisions_check2,
        ADD CONSTRAINT revisions_check2
          CHECK (raw_sha256 = sha256(raw) OR (redacted_sha256 IS NOT NULL AND raw = '')) NOT VALID
    `)
  }
}
