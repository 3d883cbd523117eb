import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Outlets are changed by hand now, so each change names the version it was made from. */
export class OutletVersions1764000000015 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE outlets
        ADD version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        ADD updated_at timestamptz NOT NULL DEFAULT now();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE outlets DROP COLUMN version, DROP COLUMN updated_at')
  }
}
