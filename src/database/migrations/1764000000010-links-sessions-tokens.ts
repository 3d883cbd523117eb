import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Accounts that are invited and changed on pages: versions, one-time links, sessions and tokens that can be told apart. */
export class LinksSessionsTokens1764000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE accounts
        -- Null: invited, and no password chosen yet. Nobody signs in to such an account.
        ALTER COLUMN password_hash DROP NOT NULL,
        ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
      CREATE INDEX accounts_name_idx ON accounts (lower(name), id);

      CREATE TABLE one_time_links (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id integer NOT NULL REFERENCES accounts,
        purpose text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
        -- Only the hash: a stolen copy of the database opens nothing.
        token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
        -- Null: made on the command line, or asked for by whoever forgot the password.
        made_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
        used_at timestamptz,
        revoked_at timestamptz,
        CHECK (used_at IS NULL OR revoked_at IS NULL)
      );
      -- A newer link takes the place of the older one of its purpose.
      CREATE UNIQUE INDEX one_time_links_open_key ON one_time_links (account_id, purpose)
        WHERE used_at IS NULL AND revoked_at IS NULL;

      ALTER TABLE sessions
        -- The sid is as good as a password, so pages name a session by this.
        ADD COLUMN id integer GENERATED ALWAYS AS IDENTITY UNIQUE,
        ADD COLUMN account_id integer NOT NULL GENERATED ALWAYS AS ((sess->>'accountId')::integer) STORED
          REFERENCES accounts,
        ADD COLUMN begun_at timestamptz NOT NULL DEFAULT now();
      CREATE INDEX sessions_account_id_idx ON sessions (account_id);

      ALTER TABLE api_tokens
        ADD COLUMN label text CHECK (btrim(label) = label AND label <> '' AND char_length(label) <= 100),
        ADD COLUMN scope text NOT NULL DEFAULT 'write' CHECK (scope IN ('read', 'write')),
        -- To the day (UTC): enough to find a forgotten token, and one write a day.
        ADD COLUMN last_used_on date;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      ALTER TABLE api_tokens DROP COLUMN label, DROP COLUMN scope, DROP COLUMN last_used_on;
      ALTER TABLE sessions DROP COLUMN id, DROP COLUMN account_id, DROP COLUMN begun_at;
      DROP TABLE one_time_links;
      DROP INDEX accounts_name_idx;
      -- An account without a password gets a hash that no password has.
      UPDATE accounts SET password_hash = '$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA'
        WHERE password_hash IS NULL;
      ALTER TABLE accounts ALTER COLUMN password_hash SET NOT NULL, DROP COLUMN version, DROP COLUMN updated_at;
    `)
  }
}
