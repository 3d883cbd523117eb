import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What the machine finds of two texts has a table of its own, which nothing that editors say changes: which pairs of
 * articles are offered is worked out of both. Pairs that were lost because others had been confirmed come back with the
 * chore that compares all articles again.
 */
export class TextLikenesses1764000000046 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Two articles whose newest texts are nearly the same, once from each side.
      CREATE TABLE text_likenesses (
        article_id integer NOT NULL REFERENCES articles,
        other_id integer NOT NULL REFERENCES articles,
        -- The share of the shorter text that the other has.
        containment real NOT NULL CHECK (containment BETWEEN 0 AND 1),
        PRIMARY KEY (article_id, other_id),
        CHECK (article_id <> other_id)
      );
      INSERT INTO text_likenesses (article_id, other_id, containment)
        SELECT article_id, other_id, containment FROM article_likenesses
        UNION ALL SELECT other_id, article_id, containment FROM article_likenesses;
      INSERT INTO fingerprints_due SELECT max(id) FROM revisions GROUP BY article_id ON CONFLICT DO NOTHING;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE text_likenesses')
  }
}
