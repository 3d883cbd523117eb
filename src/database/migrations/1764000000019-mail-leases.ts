import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A notification is taken for a while before it is mailed, so that no lock is held while a mail server thinks. */
export class MailLeases1764000000019 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Until then nobody else mails it; past, should whoever took it have died or been refused.
      ALTER TABLE notifications ADD mail_taken_until timestamptz;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE notifications DROP COLUMN mail_taken_until')
  }
}
