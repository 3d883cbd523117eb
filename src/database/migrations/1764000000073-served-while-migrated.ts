import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Migrations run while the version before serves (docs/decisions/0058): how far a filling is, and who is too old to go on. */
export class ServedWhileMigrated1764000000073 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE backfills (
        name text PRIMARY KEY CHECK (name <> ''),
        -- The rows up to this key are done.
        filled_to bigint NOT NULL DEFAULT 0
      );
      -- The number of a migration: a Gainsay that does not have it yet may not serve from this database.
      CREATE FUNCTION oldest_that_serves() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1764000000073';
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP FUNCTION oldest_that_serves(); DROP TABLE backfills;')
  }
}
