import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * How far a file is that is being made, where its rows could be counted beforehand; and tries of its own for each link of which it is
 * worked out whom to tell, so that one that fails holds up no other (docs/decisions/0044).
 */
export class ProgressAndTries1764000000063 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- In hundredths, of this try; that it is there the state says, and not this. Null: nobody knows.
      ALTER TABLE kept_exports ADD COLUMN percent smallint CHECK (percent BETWEEN 0 AND 99);
      -- Tries that failed, and when the next one is due.
      ALTER TABLE webhook_events ADD COLUMN tries integer NOT NULL DEFAULT 0,
        ADD COLUMN next_at timestamptz NOT NULL DEFAULT now();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      ALTER TABLE webhook_events DROP COLUMN tries, DROP COLUMN next_at;
      ALTER TABLE kept_exports DROP COLUMN percent;
    `)
  }
}
