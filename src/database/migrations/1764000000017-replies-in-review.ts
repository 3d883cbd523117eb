import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Drafts of replies are sent back as other drafts are. */
export class RepliesInReview1764000000017 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE review_returns
        ADD COLUMN reply_id integer REFERENCES replies,
        DROP CONSTRAINT review_returns_check,
        ADD CONSTRAINT review_returns_check CHECK (num_nonnulls(statement_id, link_id, reply_id) = 1);
      CREATE INDEX review_returns_reply_id_idx ON review_returns (reply_id, id) WHERE reply_id IS NOT NULL;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DELETE FROM review_returns WHERE reply_id IS NOT NULL;
      ALTER TABLE review_returns
        DROP COLUMN reply_id,
        ADD CONSTRAINT review_returns_check CHECK (num_nonnulls(statement_id, link_id) = 1);
    `)
  }
}
