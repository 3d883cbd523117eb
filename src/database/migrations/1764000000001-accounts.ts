import type { MigrationInterface, QueryRunner } from 'typeorm'

/** People, their sessions and API tokens, and the counters that slow down guessing of passwords. */
export class Accounts1764000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE accounts (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL UNIQUE
          CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND char_length(email) <= 254),
        name text NOT NULL CHECK (btrim(name) <> '' AND char_length(name) <= 200),
        role text NOT NULL CHECK (role IN ('editor', 'admin')),
        password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz
      );

      -- The shape connect-pg-simple expects.
      CREATE TABLE sessions (
        sid varchar PRIMARY KEY,
        sess json NOT NULL,
        expire timestamp(6) NOT NULL
      );
      CREATE INDEX sessions_expire_idx ON sessions (expire);

      CREATE TABLE api_tokens (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id integer NOT NULL REFERENCES accounts,
        -- Only the hash: a stolen copy of the database opens nothing.
        token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
      );
      CREATE INDEX api_tokens_account_id_idx ON api_tokens (account_id);

      -- The shape rate-limiter-flexible expects; in the database so that several processes count together.
      CREATE TABLE rate_limits (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
      CREATE INDEX rate_limits_expire_idx ON rate_limits (expire);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE rate_limits, api_tokens, sessions, accounts')
  }
}
