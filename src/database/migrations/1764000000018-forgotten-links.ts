import type { MigrationInterface, QueryRunner } from 'typeorm'

/** A link that somebody asked for themselves is of a purpose of its own, and takes no other's place. */
export class ForgottenLinks1764000000018 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE one_time_links
        DROP CONSTRAINT one_time_links_purpose_check,
        ADD CONSTRAINT one_time_links_purpose_check CHECK (purpose IN ('invitation', 'reset', 'forgotten'));
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DELETE FROM one_time_links WHERE purpose = 'forgotten';
      ALTER TABLE one_time_links
        DROP CONSTRAINT one_time_links_purpose_check,
        ADD CONSTRAINT one_time_links_purpose_check CHECK (purpose IN ('invitation', 'reset'));
    `)
  }
}
