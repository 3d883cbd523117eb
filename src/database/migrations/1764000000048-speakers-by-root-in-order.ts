import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whoever was merged into a speaker is asked for in order, for each speaker of an export in which nothing is sorted: without
 * the order in the index PostgreSQL goes through all speakers each time.
 */
export class SpeakersByRootInOrder1764000000048 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DROP INDEX speakers_root_idx;
      CREATE INDEX speakers_root_idx ON speakers (root_id, id);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DROP INDEX speakers_root_idx;
      CREATE INDEX speakers_root_idx ON speakers (root_id);
    `)
  }
}
