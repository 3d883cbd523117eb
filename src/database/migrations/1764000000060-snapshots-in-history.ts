import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What is cited is held to its word: history tells of each snapshot what it is and what became of it, and once it is made
 * nothing of it changes but that it is withdrawn. And whole texts in kept files go with the rights to them (docs/decisions/0045).
 */
export class SnapshotsInHistory1764000000060 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(historyOf([...KINDS, 'snapshot']))
    await queryRunner.query(TEXTS)
    await queryRunner.query(TELLING)
    await queryRunner.query(STAYING)
    await queryRunner.query(WITHDRAWING)
    await queryRunner.query(NARROWING)
    await queryRunner.query(TEXTS_OF_BEFORE)
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
      DROP TRIGGER articles_withdraw_kept_texts ON articles;
      DROP TRIGGER outlets_withdraw_kept_texts ON outlets;
      DROP TRIGGER kept_export_parts_of_snapshots_stay ON kept_export_parts;
      DROP TRIGGER kept_exports_snapshots_stay_as_made ON kept_exports;
      DROP FUNCTION keep_bytes_of_snapshot(), keep_snapshot_as_made(), tell_of_snapshots(integer[], text, integer),
        snapshot_facts(integer), without_sought_words(text), articles_withdraw_kept_texts(), outlets_withdraw_kept_texts(),
        withdraw_kept_texts(integer[]), may_be_whole(articles);
      DROP TABLE kept_export_texts;
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

const TEXTS = /* sql */ `
  -- Articles whose texts are whole in a kept file.
  CREATE TABLE kept_export_texts (
    -- Of a prepared file nothing is left in the end.
    export_id integer NOT NULL REFERENCES kept_exports ON DELETE CASCADE,
    article_id integer NOT NULL REFERENCES articles,
    PRIMARY KEY (article_id, export_id)
  );
  CREATE INDEX kept_export_texts_export_idx ON kept_export_texts (export_id);

  -- Whether readers may have this article's texts whole: those, that is, of which the whole is here (articles/shown-rights-sql.ts).
  CREATE FUNCTION may_be_whole(article articles) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT article.withdrawn_reason IS NULL
      AND coalesce(article.rights, (SELECT rights FROM outlets WHERE id = article.outlet_id), 'excerpts') = 'full'
  $$;
`

const TELLING = /* sql */ `
  -- What history tells of a snapshot, and what "gainsay verify" holds against that; null where there is none.
  CREATE FUNCTION snapshot_facts(of_id integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('file', file, 'query', query, 'deskName', desk_name, 'madeById', made_by_id, 'state', state,
      'createdAt', ${utc('created_at')}, 'begunAt', ${utc('begun_at')}, 'readyAt', ${utc('ready_at')}, 'rows', rows,
      'bytes', bytes, 'sha256', encode(sha256, 'hex'), 'checkpoint', checkpoint, 'withdrawnReason', withdrawn_reason,
      'wholeTexts', (SELECT count(*) FROM kept_export_texts WHERE export_id = of_id))
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

/**
 * Whoever narrows rights holds off all who change kept exports, and sees then what was settled before; whoever settles one meanwhile
 * waits, and looks at the rights then. The lock comes first, for of two who narrow at once the second has to see what the first did.
 */
const NARROWING = /* sql */ `
  CREATE FUNCTION withdraw_kept_texts(of_articles integer[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    gone integer[];
    told integer[];
  BEGIN
    WITH narrowed AS (
      SELECT export_id, min(article_id) AS first, count(*) - 1 AS more, bool_and(withdrawn_reason IS NOT NULL) AS is_withdrawn
      FROM kept_export_texts JOIN articles ON articles.id = article_id
      WHERE article_id = ANY(of_articles) AND NOT may_be_whole(articles) GROUP BY export_id
    ), changed AS (
      UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(),
        -- Who changed the rights, as they have told the transaction (history/acting.commands.ts); nobody is the command line.
        withdrawn_by_id = nullif(current_setting('gainsay.acting', true), '')::integer,
        withdrawn_reason = format('It has the whole text of article %s%s, which %s.', first,
          CASE WHEN more > 0 THEN format(' (and of %s more)', more) ELSE '' END,
          CASE WHEN is_withdrawn THEN 'was withdrawn' ELSE 'may be shown in excerpts alone now' END)
      FROM narrowed WHERE id = export_id AND state = 'ready' RETURNING id, is_snapshot
    ) SELECT array_agg(id), array_agg(id) FILTER (WHERE is_snapshot) INTO gone, told FROM changed;
    DELETE FROM kept_export_parts WHERE export_id = ANY(gone);
    PERFORM tell_of_snapshots(told, 'withdrawn', nullif(current_setting('gainsay.acting', true), '')::integer);
  END $$;
  REVOKE ALL ON FUNCTION withdraw_kept_texts(integer[]) FROM PUBLIC;

  CREATE FUNCTION articles_withdraw_kept_texts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    LOCK TABLE kept_exports IN SHARE ROW EXCLUSIVE MODE;
    PERFORM withdraw_kept_texts(ARRAY[NEW.id]);
    RETURN NULL;
  END $$;
  CREATE TRIGGER articles_withdraw_kept_texts AFTER UPDATE OF rights, outlet_id, withdrawn_reason ON articles FOR EACH ROW
    WHEN ((OLD.rights, OLD.outlet_id, OLD.withdrawn_reason) IS DISTINCT FROM (NEW.rights, NEW.outlet_id, NEW.withdrawn_reason))
    EXECUTE FUNCTION articles_withdraw_kept_texts();

  CREATE FUNCTION outlets_withdraw_kept_texts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    LOCK TABLE kept_exports IN SHARE ROW EXCLUSIVE MODE;
    PERFORM withdraw_kept_texts(ARRAY(
      SELECT DISTINCT article_id FROM kept_export_texts JOIN articles ON articles.id = article_id
      WHERE outlet_id = NEW.id AND rights IS NULL));
    RETURN NULL;
  END $$;
  CREATE TRIGGER outlets_withdraw_kept_texts AFTER UPDATE OF rights ON outlets FOR EACH ROW
    WHEN (OLD.rights <> NEW.rights) EXECUTE FUNCTION outlets_withdraw_kept_texts();
`

const OF_TEXTS = `state = 'ready' AND file IN ('brat.zip', 'datapackage.zip')`

/**
 * Of files that were made before this was noted: they have at most what may be whole now and was here then, unless rights were changed
 * since, to less than whole. Then nobody knows, and they go.
 */
const TEXTS_OF_BEFORE = /* sql */ `
  UPDATE kept_exports SET state = 'withdrawn', withdrawn_at = now(),
    withdrawn_reason = 'It was made before it was noted whose texts are whole in a file, and the rights of some were changed since.'
  WHERE ${OF_TEXTS} AND EXISTS (
    SELECT FROM history LEFT JOIN history_payloads ON history_id = history.id
    WHERE subject_kind IN ('article', 'outlet') AND action IN ('changed', 'withdrawn') AND at > begun_at
      AND (image->>'rights' IS DISTINCT FROM 'full' OR image->>'withdrawnReason' IS NOT NULL));
  DELETE FROM kept_export_parts USING kept_exports WHERE export_id = id AND state = 'withdrawn';
  INSERT INTO kept_export_texts (export_id, article_id)
  SELECT kept_exports.id, articles.id FROM kept_exports CROSS JOIN articles
  WHERE ${OF_TEXTS} AND may_be_whole(articles)
    AND EXISTS (SELECT FROM revisions WHERE article_id = articles.id AND captured_at <= begun_at);
`
