import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An editor's word that what the desk lists a claim for is right as it is: no day is stated, nobody is named. */
export class ClaimLooks1764000000020 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE claim_looks (
        claim_id integer NOT NULL REFERENCES claims,
        lack text NOT NULL CHECK (lack IN ('undated', 'described', 'unnamed')),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (claim_id, lack)
      );
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE claim_looks')
  }
}
