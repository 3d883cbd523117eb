import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A kept file for which the database has no room or time waits longer each time, and keeps no other waiting (docs/decisions/0045). */
export class FilesPutOff1764000000065 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE kept_exports
        -- Not before then it is begun, or begun anew.
        ADD COLUMN next_at timestamptz NOT NULL DEFAULT now(),
        -- Tries that were handed back as the database had trouble: it waits twice as long after each.
        ADD COLUMN put_off integer NOT NULL DEFAULT 0,
        -- Those of them in which room or time ran out: perhaps for others, perhaps by what this file is.
        ADD COLUMN ran_out integer NOT NULL DEFAULT 0;
      DROP INDEX kept_exports_to_write_idx;
      CREATE INDEX kept_exports_to_write_idx ON kept_exports (is_snapshot DESC, next_at, id) WHERE state IN ('waiting', 'writing');
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DROP INDEX kept_exports_to_write_idx;
      CREATE INDEX kept_exports_to_write_idx ON kept_exports (is_snapshot DESC, id) WHERE state IN ('waiting', 'writing');
      ALTER TABLE kept_exports DROP COLUMN next_at, DROP COLUMN put_off, DROP COLUMN ran_out;
    `)
  }
}
