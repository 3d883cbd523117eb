import type { MigrationInterface, QueryRunner } from 'typeorm'

/** No network has all the room for prepared files (docs/decisions/0045). */
export class SharesOfPreparedRoom1764000000059 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- One of 1,024 groups of networks, each of millions of addresses, and none for accounts: whose share of the room it has.
      ALTER TABLE kept_exports ADD COLUMN asked_from smallint CHECK (asked_from IS NULL OR NOT is_snapshot);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE kept_exports DROP COLUMN asked_from')
  }
}
