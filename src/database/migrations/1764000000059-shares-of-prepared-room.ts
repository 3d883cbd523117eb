import type { MigrationInterface, QueryRunner } from 'typeorm'

/** No network has all the room for prepared files, and no file is refused for what passes (docs/decisions/0045). */
export class SharesOfPreparedRoom1764000000059 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- One of 1,024 groups of networks, each of millions of addresses, and none for accounts: whose share of the room it has.
      ALTER TABLE kept_exports ADD COLUMN asked_from smallint CHECK (asked_from IS NULL OR NOT is_snapshot);
      -- Tries of which nobody said that they were handed back: whoever made them was killed, or failed. The count of all tries
      -- tells one from the next.
      ALTER TABLE kept_exports ADD COLUMN broken_off integer NOT NULL DEFAULT 0;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE kept_exports DROP COLUMN asked_from, DROP COLUMN broken_off')
  }
}
