import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Exports that are kept: snapshots for citing, and files prepared for a while (docs/decisions/0045). */
export class KeptExports1764000000052 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE kept_exports (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- Who made a snapshot. Who has a file prepared is nobody's business: a reader, mostly, without an account.
        made_by_id integer REFERENCES accounts,
        -- The address of a prepared file, which nobody can guess: its filters may be words that somebody looks for.
        key uuid UNIQUE,
        file text NOT NULL CHECK (file <> '' AND char_length(file) <= 100),
        -- The filters as the address of the export has them: "chain=12&from=2019-06-04".
        query text NOT NULL CHECK (char_length(query) <= 4000),
        -- A snapshot is kept for ever; a file that was only prepared, for some days.
        is_snapshot boolean NOT NULL,
        -- Whose it was when it was made: a citation stays what it is.
        desk_name text NOT NULL,
        state text NOT NULL DEFAULT 'waiting'
          CHECK (state IN ('waiting', 'writing', 'ready', 'refused', 'cancelled', 'withdrawn', 'over')),
        tries integer NOT NULL DEFAULT 0,
        leased_until timestamptz,
        -- Bytes that this try has written.
        written bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- Of the try that made it: what is in it was so then.
        begun_at timestamptz,
        ready_at timestamptz,
        rows bigint,
        bytes bigint,
        sha256 bytea CHECK (octet_length(sha256) = 32),
        checkpoint text,
        problem text,
        withdrawn_at timestamptz,
        withdrawn_reason text,
        withdrawn_by_id integer REFERENCES accounts,
        CHECK (is_snapshot = (made_by_id IS NOT NULL) AND is_snapshot = (key IS NULL)),
        CHECK ((state = 'writing') = (leased_until IS NOT NULL)),
        CHECK (state <> 'ready' OR (sha256 IS NOT NULL AND bytes = written AND rows IS NOT NULL AND ready_at IS NOT NULL)),
        CHECK ((state = 'withdrawn') = (withdrawn_reason IS NOT NULL))
      );
      CREATE INDEX kept_exports_to_write_idx ON kept_exports (is_snapshot DESC, id) WHERE state IN ('waiting', 'writing');
      CREATE INDEX kept_exports_listed_idx ON kept_exports (id) WHERE is_snapshot;
      CREATE INDEX kept_exports_room_idx ON kept_exports (state) WHERE NOT is_snapshot AND state IN ('waiting', 'writing', 'ready');
      CREATE INDEX kept_exports_forgotten_idx ON kept_exports (created_at) WHERE NOT is_snapshot;

      CREATE FUNCTION refuse_loss_of_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a snapshot keeps its number, its hash and what became of it' USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER kept_exports_snapshots_stay BEFORE DELETE ON kept_exports
        FOR EACH ROW WHEN (OLD.is_snapshot) EXECUTE FUNCTION refuse_loss_of_snapshot();

      -- All but the last of a file are of one size, so that any byte of it is found by reckoning.
      CREATE TABLE kept_export_parts (
        export_id integer NOT NULL REFERENCES kept_exports,
        try integer NOT NULL,
        number integer NOT NULL CHECK (number >= 0),
        bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 262144),
        PRIMARY KEY (export_id, try, number)
      );

      -- What was erased may stand in any file from before: by its filters alone nobody can tell, since what they chose then is
      -- erased now. So all go, whole; what they were, with their hashes, stays. The lock keeps out one that is just being asked
      -- for and would be written from a state before this: its row waits until this is committed.
      CREATE FUNCTION withdraw_kept_exports() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        LOCK TABLE kept_exports IN SHARE ROW EXCLUSIVE MODE;
        UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(), leased_until = NULL,
          withdrawn_reason = 'Redacted: ' || NEW.reason,
          query = regexp_replace(query, '(^|&)q=[^&]*', '\\1q=%5Bredacted%5D')
        WHERE state IN ('waiting', 'writing', 'ready');
        -- Words that were looked for, of files that were gone before, can be those that are erased now.
        UPDATE kept_exports SET query = regexp_replace(query, '(^|&)q=[^&]*', '\\1q=%5Bredacted%5D') WHERE query ~ '(^|&)q=';
        DELETE FROM kept_export_parts;
        RETURN NULL;
      END $$;
      CREATE TRIGGER redactions_withdraw_kept_exports AFTER INSERT ON redactions
        FOR EACH ROW EXECUTE FUNCTION withdraw_kept_exports();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TRIGGER redactions_withdraw_kept_exports ON redactions;
      DROP FUNCTION withdraw_kept_exports();
      DROP TABLE kept_export_parts, kept_exports;
      DROP FUNCTION refuse_loss_of_snapshot();
    `)
  }
}
