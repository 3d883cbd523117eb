import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How far a file is that is being made, where its rows could be counted beforehand. */
export class ProgressOfKeptExports1764000000063 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- In hundredths, of this try; that it is there the state says, and not this. Null: nobody knows.
      ALTER TABLE kept_exports ADD COLUMN percent smallint CHECK (percent BETWEEN 0 AND 99);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE kept_exports DROP COLUMN percent')
  }
}
