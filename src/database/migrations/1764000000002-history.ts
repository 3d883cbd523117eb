import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who did what, only ever added to. What may have to be erased by law lies in `history_payloads`; the row itself keeps
 * a commitment to it, SHA-256 over salt and payload, so that an erased payload can't be guessed back from its hash and
 * the row still proves what it proved.
 */
export class History1764000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE history (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Null is the command line, which acts for whoever may open the database.
        account_id integer REFERENCES accounts,
        action text NOT NULL CHECK (action <> ''),
        subject_kind text NOT NULL
          CHECK (subject_kind IN ('account', 'outlet', 'article', 'speaker', 'claim', 'statement', 'link', 'chain')),
        subject_id integer NOT NULL,
        payload_commitment bytea NOT NULL CHECK (octet_length(payload_commitment) = 32)
      );
      CREATE INDEX history_subject_idx ON history (subject_kind, subject_id, id);

      CREATE TABLE history_payloads (
        history_id bigint PRIMARY KEY REFERENCES history,
        salt bytea NOT NULL CHECK (octet_length(salt) = 16),
        -- json, not jsonb: the commitment is over these very bytes.
        payload json NOT NULL
      );

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER history_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER history_payloads_never_changed BEFORE UPDATE OR TRUNCATE ON history_payloads
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE history_payloads, history; DROP FUNCTION refuse_change()')
  }
}
