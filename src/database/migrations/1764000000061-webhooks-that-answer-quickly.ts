import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Half of the places are kept for receivers that are known to answer quickly (docs/decisions/0044). */
export class WebhooksThatAnswerQuickly1764000000061 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Whether its receiver did the last time; null: nothing was sent yet.
      ALTER TABLE webhooks ADD COLUMN answers_quickly boolean;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE webhooks DROP COLUMN answers_quickly;
    `)
  }
}
