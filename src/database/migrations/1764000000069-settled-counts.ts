import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What several processes count together, settled now and then (src/web/settled-counts.ts). It is worth a minute: not logged, it
 * costs no replica anything, and is empty after a crash.
 */
export class SettledCounts1764000000069 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE UNLOGGED TABLE settled_counts (
        key text PRIMARY KEY,
        counted integer NOT NULL CHECK (counted >= 0),
        ends_at timestamptz NOT NULL
      );
      CREATE INDEX settled_counts_ends_at_idx ON settled_counts (ends_at);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE settled_counts')
  }
}
