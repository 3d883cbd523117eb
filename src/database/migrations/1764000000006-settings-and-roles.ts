import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Four roles, the desk's settings, and more that history tells of. */
export class SettingsAndRoles1764000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE accounts DROP CONSTRAINT accounts_role_check,
        ADD CONSTRAINT accounts_role_check CHECK (role IN ('reader', 'editor', 'reviewer', 'admin'));

      ALTER TABLE history DROP CONSTRAINT history_subject_kind_check,
        ADD CONSTRAINT history_subject_kind_check CHECK (subject_kind IN (
          'account', 'outlet', 'article', 'speaker', 'claim', 'statement', 'link', 'chain', 'settings', 'comment',
          'correction', 'reply'));

      -- One row, the desk's own.
      CREATE TABLE desk_settings (
        id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        name text NOT NULL DEFAULT 'Gainsay' CHECK (btrim(name) = name AND name <> '' AND char_length(name) <= 100),
        -- Under which others may use the data; null is "not stated".
        licence text CHECK (btrim(licence) <> '' AND char_length(licence) <= 100),
        licence_url text CHECK (licence_url ~ '^https?://' AND char_length(licence_url) <= 2000),
        -- An editor's save is a draft until somebody else has reviewed it.
        review boolean NOT NULL DEFAULT false,
        -- Languages of the articles that the desk reads (BCP 47), the most frequent first.
        languages text[] NOT NULL DEFAULT '{en}' CHECK (cardinality(languages) BETWEEN 1 AND 20),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK (licence_url IS NULL OR licence IS NOT NULL)
      );
      INSERT INTO desk_settings DEFAULT VALUES;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TABLE desk_settings;
      ALTER TABLE history DROP CONSTRAINT history_subject_kind_check,
        ADD CONSTRAINT history_subject_kind_check CHECK (subject_kind IN (
          'account', 'outlet', 'article', 'speaker', 'claim', 'statement', 'link', 'chain'));
      ALTER TABLE accounts DROP CONSTRAINT accounts_role_check,
        ADD CONSTRAINT accounts_role_check CHECK (role IN ('editor', 'admin'));
    `)
  }
}
