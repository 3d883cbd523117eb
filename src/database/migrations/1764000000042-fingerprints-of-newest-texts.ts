import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An article is found by its newest text alone: what older ones were found by would stand in the way of others. */
export class FingerprintsOfNewestTexts1764000000042 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DELETE FROM revision_fingerprints WHERE revision_id IN (
        SELECT id FROM revisions
        WHERE EXISTS (SELECT FROM revisions newer WHERE newer.article_id = revisions.article_id AND newer.number > revisions.number)
      )
    `)
  }

  /** They say nothing that is not in the texts; what looked at them left them out. */
  async down() {}
}
