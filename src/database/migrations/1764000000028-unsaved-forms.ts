import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What stands in forms that nobody has sent yet. A row is one form on one page, by its idempotency key: two pages of one form,
 * on two machines or of two passages, don't write over each other. It is private to its account and no part of history.
 */
export class UnsavedForms1764000000028 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE unsaved_forms (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id integer NOT NULL REFERENCES accounts (id),
        form text NOT NULL CONSTRAINT unsaved_forms_form
          CHECK (form ~ '^(articles/[1-9][0-9]{0,9}/annotate|statements/[1-9][0-9]{0,9}/edit|claims/[1-9][0-9]{0,9}/links/new)$'),
        -- In the form that is shown again stands the key of the one that was typed into, so that it can't be recorded twice.
        idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
        key_sha256 bytea NOT NULL CONSTRAINT unsaved_forms_key UNIQUE CHECK (octet_length(key_sha256) = 32),
        fields jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),
        kept_at timestamptz NOT NULL DEFAULT now(),
        -- 64 KB. A statement with all of its speakers and hops has 2 or 3.
        CONSTRAINT unsaved_forms_size CHECK (octet_length(fields::text) <= 65536)
      );
      CREATE INDEX unsaved_forms_account_id ON unsaved_forms (account_id, kept_at);
      CREATE INDEX unsaved_forms_kept_at ON unsaved_forms (kept_at);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE unsaved_forms')
  }
}
