import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What failed of late is counted by whoever watches, once in some seconds, without reading all that went well (docs/decisions/0056). */
export class FailuresFound1764000000071 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE INDEX captures_refused_idx ON captures (created_at) WHERE state = 'refused';
      CREATE INDEX webhook_deliveries_given_up_idx ON webhook_deliveries (tried_at) WHERE state = 'given up';
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP INDEX captures_refused_idx, webhook_deliveries_given_up_idx')
  }
}
