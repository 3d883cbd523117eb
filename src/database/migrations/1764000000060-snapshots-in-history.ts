import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What is cited is held to its word: history tells of each snapshot what it is and what became of it, and once it is made
 * nothing of it changes but that it is withdrawn (docs/decisions/0045).
 */
export class SnapshotsInHistory1764000000060 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(historyOf([...KINDS, 'snapshot']))
    await queryRunner.query(TELLING)
    await queryRunner.query(STAYING)
    await queryRunner.query(WITHDRAWING)
    await queryRunner.query(/* sql */ `
      -- Those that are here already: what they are, from now on.
      SELECT tell_of_snapshots(array_agg(id ORDER BY id), 'found as it is', NULL)
      FROM kept_exports WHERE is_snapshot AND state IN ('ready', 'withdrawn', 'cancelled');
    `)
  }

  /** What was told of snapshots stays told: it fails where there are some. */
  async down(queryRunner: QueryRunner) {
    await queryRunner.query(historyOf(KINDS))
    await queryRunner.query(/* sql */ `
      CREATE OR REPLACE FUNCTION withdraw_kept_exports() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        LOCK TABLE kept_exports IN SHARE ROW EXCLUSIVE MODE;
        UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(), leased_until = NULL,
          withdrawn_reason = 'Redacted: ' || NEW.reason, query = ${WITHOUT_WORDS}
        WHERE state IN ('waiting', 'writing', 'ready');
        UPDATE kept_exports SET query = ${WITHOUT_WORDS} WHERE query ~ '(^|&)q=';
        DELETE FROM kept_export_parts;
        RETURN NULL;
      END $$;
      DROP TRIGGER kept_export_parts_of_snapshots_stay ON kept_export_parts;
      DROP TRIGGER kept_exports_snapshots_stay_as_made ON kept_exports;
      DROP FUNCTION keep_bytes_of_snapshot(), keep_snapshot_as_made(), tell_of_snapshots(integer[], text, integer),
        snapshot_facts(integer), without_sought_words(text);
    `)
  }
}

const WITHOUT_WORDS = "regexp_replace(query, '(^|&)q=[^&]*', '\\1q=%5Bredacted%5D')"

const KINDS = [
  ...['account', 'outlet', 'article', 'speaker', 'claim', 'statement', 'link', 'chain', 'settings', 'comment'],
  ...['correction', 'reply'],
]

const historyOf = (kinds: readonly string[]) => /* sql */ `
  ALTER TABLE history DROP CONSTRAINT history_subject_kind_check,
    ADD CONSTRAINT history_subject_kind_check CHECK (subject_kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`

/** As everything that leaves writes it, whatever the session's time zone. */
const utc = (time: string) => `to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const TELLING = /* sql */ `
  -- What history tells of a snapshot, and what "gainsay verify" holds against that; null where there is none.
  CREATE FUNCTION snapshot_facts(of_id integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('file', file, 'query', query, 'deskName', desk_name, 'madeById', made_by_id, 'state', state,
      'createdAt', ${utc('created_at')}, 'begunAt', ${utc('begun_at')}, 'readyAt', ${utc('ready_at')}, 'rows', rows,
      'bytes', bytes, 'sha256', encode(sha256, 'hex'), 'checkpoint', checkpoint, 'withdrawnReason', withdrawn_reason)
    FROM kept_exports WHERE id = of_id AND is_snapshot
  $$;

  -- For what the database does by itself; the product's own acts are told by its own code, with the same payload.
  CREATE FUNCTION tell_of_snapshots(ids integer[], what text, by_id integer) RETURNS void LANGUAGE sql AS $$
    WITH found AS MATERIALIZED (
      SELECT id, snapshot_facts(id)::text AS payload, uuid_send(gen_random_uuid()) AS salt FROM unnest(ids) id
    ), told AS (
      INSERT INTO history (account_id, action, subject_kind, subject_id, payload_commitment)
      SELECT by_id, what, 'snapshot', id, sha256(salt || convert_to(payload, 'UTF8')) FROM found ORDER BY id
      RETURNING id, subject_id
    ) INSERT INTO history_payloads (history_id, salt, payload)
    SELECT told.id, salt, payload::json FROM told JOIN found ON found.id = subject_id
  $$;
  REVOKE ALL ON FUNCTION tell_of_snapshots(integer[], text, integer) FROM PUBLIC;

  CREATE FUNCTION without_sought_words(query text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT ${WITHOUT_WORDS}
  $$;
`

const STAYING = /* sql */ `
  -- Every column but those that a withdrawal sets, and the words of a search, which a redaction takes away.
  CREATE FUNCTION keep_snapshot_as_made() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF (NEW.id, NEW.made_by_id, NEW.key, NEW.file, NEW.is_snapshot, NEW.desk_name, NEW.created_at, NEW.begun_at, NEW.ready_at)
        IS DISTINCT FROM
        (OLD.id, OLD.made_by_id, OLD.key, OLD.file, OLD.is_snapshot, OLD.desk_name, OLD.created_at, OLD.begun_at, OLD.ready_at)
      OR (NEW.tries, NEW.written, NEW.rows, NEW.bytes, NEW.sha256, NEW.checkpoint, NEW.problem)
        IS DISTINCT FROM (OLD.tries, OLD.written, OLD.rows, OLD.bytes, OLD.sha256, OLD.checkpoint, OLD.problem)
      OR NEW.query NOT IN (OLD.query, without_sought_words(OLD.query))
      OR NOT (OLD.state = 'ready' AND NEW.state = 'withdrawn')
        AND (NEW.state, NEW.withdrawn_at, NEW.withdrawn_reason, NEW.withdrawn_by_id)
          IS DISTINCT FROM (OLD.state, OLD.withdrawn_at, OLD.withdrawn_reason, OLD.withdrawn_by_id)
    THEN
      RAISE EXCEPTION 'a snapshot stays as it was made, or is withdrawn' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER kept_exports_snapshots_stay_as_made BEFORE UPDATE ON kept_exports FOR EACH ROW
    WHEN (OLD.is_snapshot AND OLD.state IN ('ready', 'withdrawn', 'cancelled')) EXECUTE FUNCTION keep_snapshot_as_made();

  -- Bytes come while it is written, and go when it is no file any more.
  CREATE FUNCTION keep_bytes_of_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    was text;
  BEGIN
    SELECT state INTO was FROM kept_exports
    WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.export_id ELSE OLD.export_id END AND is_snapshot;
    IF TG_OP = 'INSERT' AND was <> 'writing' OR TG_OP = 'DELETE' AND was = 'ready' OR TG_OP = 'UPDATE' AND was IS NOT NULL THEN
      RAISE EXCEPTION 'a snapshot keeps its bytes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END $$;
  CREATE TRIGGER kept_export_parts_of_snapshots_stay BEFORE INSERT OR UPDATE OR DELETE ON kept_export_parts
    FOR EACH ROW EXECUTE FUNCTION keep_bytes_of_snapshot();
`

/** As the migration "kept exports" has it, and history is told of each snapshot that goes, or loses words. */
const WITHDRAWING = /* sql */ `
  CREATE OR REPLACE FUNCTION withdraw_kept_exports() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    gone integer[];
    blanked integer[];
  BEGIN
    LOCK TABLE kept_exports IN SHARE ROW EXCLUSIVE MODE;
    WITH changed AS (
      UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(), leased_until = NULL,
        withdrawn_reason = 'Redacted: ' || NEW.reason, query = without_sought_words(query)
      WHERE state IN ('waiting', 'writing', 'ready') RETURNING id, is_snapshot
    ) SELECT array_agg(id) INTO gone FROM changed WHERE is_snapshot;
    -- Words that were looked for, of files that were gone before, can be those that are erased now.
    WITH changed AS (
      UPDATE kept_exports SET query = without_sought_words(query)
      WHERE query <> without_sought_words(query) RETURNING id, is_snapshot, state
    ) SELECT array_agg(id) INTO blanked FROM changed WHERE is_snapshot AND state IN ('withdrawn', 'cancelled');
    DELETE FROM kept_export_parts;
    PERFORM tell_of_snapshots(gone, 'withdrawn', NULL), tell_of_snapshots(blanked, 'words erased', NULL);
    RETURN NULL;
  END $$;
`
