import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Keys under which something was saved, each with its answer, sealed: sent again, it gets that one. */
export class IdempotencyKeys1764000000021 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE idempotency_keys (
        key_sha256 bytea PRIMARY KEY CHECK (octet_length(key_sha256) = 32),
        answer bytea NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX idempotency_keys_at ON idempotency_keys (at);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE idempotency_keys')
  }
}
