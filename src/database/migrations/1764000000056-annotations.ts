import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Passages that were marked in other programs and wait for a speaker (docs/decisions/0049). */
export class Annotations1764000000056 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE annotations (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        article_id integer NOT NULL REFERENCES articles,
        revision_id integer NOT NULL REFERENCES revisions,
        -- SHA-256 of what tells it from others where it was made.
        identity bytea NOT NULL CHECK (octet_length(identity) = 32),
        address text CHECK (address ~* '^https?://' AND char_length(address) <= 2000),
        -- Places alone: the words are the revision's, which never change.
        spans jsonb NOT NULL CHECK (jsonb_typeof(spans) = 'array' AND spans <> '[]'),
        start_offset integer NOT NULL CHECK (start_offset >= 0),
        end_offset integer NOT NULL,
        note text CHECK (note <> '' AND char_length(note) <= 20000),
        tags jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(tags) = 'array'),
        taken_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        dismissed_at timestamptz,
        dismissed_by_id integer REFERENCES accounts,
        statement_id integer REFERENCES statements,
        UNIQUE (article_id, identity),
        CHECK (start_offset < end_offset),
        CHECK (dismissed_by_id IS NULL OR dismissed_at IS NOT NULL)
      );
      CREATE INDEX annotations_open_idx ON annotations (id) WHERE dismissed_at IS NULL AND statement_id IS NULL;
      CREATE INDEX annotations_statement_id_idx ON annotations (statement_id) WHERE statement_id IS NOT NULL;
      CREATE INDEX annotations_revision_id_idx ON annotations (revision_id);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE annotations')
  }
}
