import type { MigrationInterface, QueryRunner } from 'typeorm'
import { DOCUMENTS, FOLDING } from './1764000000014-search-documents'

/** Search documents of what is public, kept with every change (docs/decisions/0016). */
export class Search1764000000014 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    for (const part of [FOLDING, TABLES, DOCUMENTS, UPKEEP, TRIGGERS]) await queryRunner.query(part)
    await queryRunner.query('SELECT search_rebuild()')
  }

  async down(queryRunner: QueryRunner) {
    for (const table of Object.keys(SOURCES)) await queryRunner.query(`DROP TRIGGER search_${table} ON ${table}`)
    await queryRunner.query(`
      DROP TABLE search_stale;
      DROP FUNCTION search_rebuild, search_flush, search_hold, search_refresh, search_spells, search_spelt, search_row_changed, search_principals,
        search_mark_reported, search_mark;
      DROP VIEW search_claims_due, search_articles_due, search_speakers_due, search_voices, search_reports, search_answers;
      DROP TABLE search_claims, search_articles, search_speakers, search_words;
      DROP FUNCTION search_names, search_spellings, search_vector, search_folded;
      DROP TEXT SEARCH CONFIGURATION gainsay;
      DROP TEXT SEARCH DICTIONARY gainsay_stem;
    `)
  }
}

const TABLES = /* sql */ `
  -- marks are what filters ask for ("speaker:12", "medium:tweet", "unanswered"); one index answers words and marks at once.
  CREATE TABLE search_claims (
    id integer PRIMARY KEY REFERENCES claims,
    -- By which the newest comes first; an undated claim is older than all others here, and only here.
    day date NOT NULL,
    -- On which it can have been said; null is not stated.
    days daterange,
    marks text[] NOT NULL,
    words tsvector NOT NULL,
    spellings text[] NOT NULL
  );
  CREATE INDEX search_claims_words_idx ON search_claims USING gin (words, marks) WITH (fastupdate = off);
  CREATE INDEX search_claims_newest_idx ON search_claims (day DESC, id DESC);
  CREATE INDEX search_claims_days_idx ON search_claims USING gist (days);

  CREATE TABLE search_articles (
    id integer PRIMARY KEY REFERENCES articles,
    day date NOT NULL,
    days daterange,
    marks text[] NOT NULL,
    words tsvector NOT NULL,
    spellings text[] NOT NULL
  );
  CREATE INDEX search_articles_words_idx ON search_articles USING gin (words, marks) WITH (fastupdate = off);
  CREATE INDEX search_articles_newest_idx ON search_articles (day DESC, id DESC);
  CREATE INDEX search_articles_days_idx ON search_articles USING gist (days);

  CREATE TABLE search_speakers (
    id integer PRIMARY KEY REFERENCES speakers,
    words tsvector NOT NULL,
    spellings text[] NOT NULL
  );
  CREATE INDEX search_speakers_words_idx ON search_speakers USING gin (words) WITH (fastupdate = off);

  -- Every spelling of the documents, and none other.
  CREATE TABLE search_words (word text PRIMARY KEY CHECK (char_length(word) BETWEEN 3 AND 200));
  CREATE INDEX search_words_trgm_idx ON search_words USING gin (word gin_trgm_ops);

  -- What a transaction has made stale; empty again when it commits, so that a crash has nothing to lose.
  CREATE UNLOGGED TABLE search_stale (
    transaction xid8 NOT NULL,
    kind text NOT NULL CHECK (kind IN ('claim', 'article', 'speaker')),
    id integer NOT NULL,
    PRIMARY KEY (transaction, kind, id)
  );
`

/**
 * A change marks what it makes stale, and the transaction's end makes that anew, once, each document under a lock of its
 * own: two changes of one claim at once see each other's, whoever commits last. Changing a speaker of thousands of claims
 * holds up whoever changes one of these, and nobody else.
 */
const UPKEEP = /* sql */ `
  CREATE FUNCTION search_mark(kind text, ids integer[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO search_stale SELECT pg_current_xact_id(), kind, id FROM unnest(ids) id WHERE id IS NOT NULL
    ON CONFLICT DO NOTHING
  $$;

  -- Claims, and the articles they are reported in.
  CREATE FUNCTION search_mark_reported(ids integer[]) RETURNS void LANGUAGE sql AS $$
    SELECT search_mark('claim', ids);
    SELECT search_mark('article', ARRAY(
      SELECT DISTINCT article_id FROM statements JOIN revisions ON revisions.id = revision_id WHERE claim_id = ANY(ids)));
  $$;

  -- Whom somebody speaks for in these roles.
  CREATE FUNCTION search_principals(role_ids integer[]) RETURNS integer[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
      SELECT coalesce(principal.root_id, principal.id)
      FROM speaker_roles role JOIN speakers principal ON principal.id = speaks_for_id WHERE role.id = ANY(role_ids))
  $$;

  CREATE FUNCTION search_row_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    -- Whatever these were and are: a statement that moves to another claim concerns both.
    ids integer[] := ARRAY[(to_jsonb(OLD) ->> TG_ARGV[0])::integer, (to_jsonb(NEW) ->> TG_ARGV[0])::integer];
    others integer[] := ARRAY[(to_jsonb(OLD) ->> TG_ARGV[1])::integer, (to_jsonb(NEW) ->> TG_ARGV[1])::integer];
  BEGIN
    CASE TG_TABLE_NAME
    WHEN 'claims' THEN
      PERFORM search_mark_reported(ids);
      PERFORM search_mark('speaker', ARRAY(SELECT speaker_id FROM search_voices WHERE claim_id = ANY(ids)));
      PERFORM search_mark('claim', ARRAY(
        SELECT to_claim_id FROM links WHERE from_claim_id = ANY(ids)
        UNION SELECT from_claim_id FROM links WHERE to_claim_id = ANY(ids)));
    WHEN 'claim_speakers' THEN
      -- Whoever changes a speaker waits for this, and then finds the claim. The foreign keys hold the others.
      PERFORM FROM speakers WHERE id IN (SELECT speaks_for_id FROM speaker_roles WHERE id = (to_jsonb(NEW) ->> 'role_id')::integer)
        FOR KEY SHARE;
      PERFORM search_mark_reported(ids);
      PERFORM search_mark('speaker', others || search_principals(ARRAY[
        (to_jsonb(OLD) ->> 'role_id')::integer, (to_jsonb(NEW) ->> 'role_id')::integer]));
    WHEN 'speaker_roles' THEN
      PERFORM FROM speaker_roles WHERE id = ANY(ids) FOR UPDATE; -- waits for claims just being made in it
      PERFORM search_mark_reported(ARRAY(SELECT claim_id FROM claim_speakers WHERE role_id = ANY(ids)));
      PERFORM search_mark('speaker', ARRAY(SELECT coalesce(root_id, id) FROM speakers WHERE id = ANY(others)));
    WHEN 'statements' THEN
      PERFORM search_mark_reported(ids);
      PERFORM search_mark('article', ARRAY(SELECT article_id FROM revisions WHERE id = ANY(others)));
    WHEN 'spans' THEN
      PERFORM search_mark_reported(ARRAY(SELECT claim_id FROM statements WHERE id = ANY(ids)));
    WHEN 'links' THEN
      PERFORM search_mark('claim', ids || others);
    WHEN 'articles' THEN
      PERFORM search_mark('article', ids);
      PERFORM search_mark('claim', ARRAY(
        SELECT claim_id FROM statements JOIN revisions ON revisions.id = revision_id WHERE article_id = ANY(ids)));
    WHEN 'outlets' THEN
      PERFORM search_mark('article', ARRAY(SELECT id FROM articles WHERE outlet_id = ANY(ids)));
    WHEN 'revisions' THEN
      PERFORM search_mark('article', ids);
    ELSE
      -- speakers, and their aliases; who is merged is found by the one they were or are merged into
      ids := ids || others || ARRAY(SELECT root_id FROM speakers WHERE id = ANY(ids));
      PERFORM FROM speakers WHERE id = ANY(ids) ORDER BY id FOR UPDATE; -- waits for claims just being made of theirs
      PERFORM search_mark('speaker', ids);
      PERFORM search_mark('claim', ARRAY(SELECT claim_id FROM claim_speakers WHERE speaker_id = ANY(ids)));
      -- What was said for somebody is a report of theirs under whatever number they now have.
      PERFORM search_mark_reported(ARRAY(
        SELECT claim_id FROM speakers principal
        JOIN speaker_roles role ON role.speaks_for_id = principal.id JOIN claim_speakers ON role_id = role.id
        WHERE principal.id = ANY(ids) OR principal.root_id = ANY(ids)));
    END CASE;
    RETURN NULL;
  END $$;

  -- Makes these documents anew. The views say what they have to be.
  CREATE FUNCTION search_refresh(claim_ids integer[], article_ids integer[], speaker_ids integer[]) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    spelt_before text[];
    spelt text[];
    added text[];
    lost text[];
  BEGIN
    spelt_before := search_spelt(claim_ids, article_ids, speaker_ids);
    DELETE FROM search_claims kept WHERE id = ANY(claim_ids) AND NOT EXISTS (SELECT FROM search_claims_due WHERE id = kept.id);
    INSERT INTO search_claims SELECT * FROM search_claims_due WHERE id = ANY(claim_ids)
    ON CONFLICT (id) DO UPDATE SET (day, days, marks, words, spellings) =
      (excluded.day, excluded.days, excluded.marks, excluded.words, excluded.spellings)
    WHERE (search_claims.*) IS DISTINCT FROM (excluded.*);

    DELETE FROM search_articles kept WHERE id = ANY(article_ids) AND NOT EXISTS (SELECT FROM search_articles_due WHERE id = kept.id);
    INSERT INTO search_articles SELECT * FROM search_articles_due WHERE id = ANY(article_ids)
    ON CONFLICT (id) DO UPDATE SET (day, days, marks, words, spellings) =
      (excluded.day, excluded.days, excluded.marks, excluded.words, excluded.spellings)
    WHERE (search_articles.*) IS DISTINCT FROM (excluded.*);

    DELETE FROM search_speakers kept WHERE id = ANY(speaker_ids) AND NOT EXISTS (SELECT FROM search_speakers_due WHERE id = kept.id);
    INSERT INTO search_speakers SELECT * FROM search_speakers_due WHERE id = ANY(speaker_ids)
    ON CONFLICT (id) DO UPDATE SET (words, spellings) = (excluded.words, excluded.spellings)
    WHERE (search_speakers.*) IS DISTINCT FROM (excluded.*);

    spelt := search_spelt(claim_ids, article_ids, speaker_ids);
    added := ARRAY(SELECT unnest(spelt) EXCEPT SELECT unnest(spelt_before) ORDER BY 1);
    lost := ARRAY(SELECT unnest(spelt_before) EXCEPT SELECT unnest(spelt));
    -- One at a time: of two documents withdrawn at once, the second sees that it was the last with a word.
    IF lost <> '{}' THEN PERFORM pg_advisory_xact_lock(1404, 0); END IF;
    -- A word that is there already is held: whoever takes the last other document of it waits, and then finds this one.
    INSERT INTO search_words SELECT unnest(added) ON CONFLICT DO NOTHING;
    PERFORM FROM search_words WHERE word = ANY(added) ORDER BY word FOR KEY SHARE;
    IF lost <> '{}' THEN
      PERFORM FROM search_words WHERE word = ANY(lost) ORDER BY word FOR UPDATE;
      DELETE FROM search_words WHERE word = ANY(lost) AND NOT search_spells(word);
    END IF;
  END $$;

  CREATE FUNCTION search_spelt(claim_ids integer[], article_ids integer[], speaker_ids integer[]) RETURNS text[] LANGUAGE sql AS $$
    SELECT ARRAY(
      SELECT unnest(spellings) FROM search_claims WHERE id = ANY(claim_ids)
      UNION SELECT unnest(spellings) FROM search_articles WHERE id = ANY(article_ids)
      UNION SELECT unnest(spellings) FROM search_speakers WHERE id = ANY(speaker_ids))
  $$;

  -- Whether a document has the word, so spelt; found by its stem, for spellings have no index.
  CREATE FUNCTION search_spells(word text) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM search_claims WHERE words @@ plainto_tsquery('gainsay', word) AND word = ANY(spellings))
      OR EXISTS (SELECT FROM search_articles WHERE words @@ plainto_tsquery('gainsay', word) AND word = ANY(spellings))
      OR EXISTS (SELECT FROM search_speakers WHERE words @@ plainto_tsquery('gainsay', word) AND word = ANY(spellings))
  $$;

  -- Holds documents until the transaction ends, in order: by their rows, and those that are not there by their number, of
  -- which the server has room for some thousands; beyond a few hundred it is one lock for all that are not there.
  CREATE FUNCTION search_hold(documents text, ids integer[]) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    rows_held text := format('SELECT array_agg(id) FROM (SELECT id FROM %I WHERE id = ANY($1) ORDER BY id FOR UPDATE) held', documents);
    held integer[];
    absent integer[];
  BEGIN
    EXECUTE rows_held INTO held USING ids;
    absent := ARRAY(SELECT unnest(ids) EXCEPT SELECT unnest(held) ORDER BY 1);
    IF absent = '{}' THEN RETURN; END IF;
    IF cardinality(absent) > 300 THEN
      PERFORM pg_advisory_xact_lock(1400, 0);
    ELSE
      PERFORM pg_advisory_xact_lock_shared(1400, 0);
      PERFORM pg_advisory_xact_lock(hashtext(documents), id) FROM unnest(absent) id;
    END IF;
    -- One of them may have been made while this waited; whoever comes later knows nothing of the number.
    EXECUTE rows_held INTO held USING ids;
  END $$;

  CREATE FUNCTION search_flush() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    claim_ids integer[];
    article_ids integer[];
    speaker_ids integer[];
  BEGIN
    -- The first row's turn sees to all of this transaction's rows; the others find theirs gone.
    PERFORM FROM search_stale WHERE transaction = NEW.transaction AND kind = NEW.kind AND id = NEW.id;
    IF NOT FOUND THEN RETURN NULL; END IF;
    WITH stale AS (DELETE FROM search_stale WHERE transaction = NEW.transaction RETURNING kind, id)
    SELECT array_agg(id ORDER BY id) FILTER (WHERE kind = 'claim'), array_agg(id ORDER BY id) FILTER (WHERE kind = 'article'),
      array_agg(id ORDER BY id) FILTER (WHERE kind = 'speaker')
    INTO claim_ids, article_ids, speaker_ids FROM stale;
    PERFORM search_hold('search_claims', claim_ids);
    PERFORM search_hold('search_articles', article_ids);
    PERFORM search_hold('search_speakers', speaker_ids);
    PERFORM search_refresh(claim_ids, article_ids, speaker_ids);
    RETURN NULL;
  END $$;

  -- All documents anew: after a restore, or where "gainsay verify" found one wrong.
  CREATE FUNCTION search_rebuild() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(1400, 0);
    TRUNCATE search_claims, search_articles, search_speakers, search_words;
    INSERT INTO search_claims SELECT * FROM search_claims_due;
    INSERT INTO search_articles SELECT * FROM search_articles_due;
    INSERT INTO search_speakers SELECT * FROM search_speakers_due;
    INSERT INTO search_words
      SELECT unnest(spellings) FROM search_claims UNION SELECT unnest(spellings) FROM search_articles
      UNION SELECT unnest(spellings) FROM search_speakers;
  END $$;
`

/** Which tables make documents stale, and the columns that say whose. */
const SOURCES = {
  claims: 'id',
  claim_speakers: 'claim_id, speaker_id',
  statements: 'claim_id, revision_id',
  spans: 'statement_id',
  links: 'from_claim_id, to_claim_id',
  speakers: 'id, root_id',
  speaker_aliases: 'speaker_id',
  speaker_roles: 'id, speaks_for_id',
  articles: 'id',
  outlets: 'id',
  revisions: 'article_id',
}

const TRIGGERS = Object.entries(SOURCES)
  .map(
    ([table, columns]) =>
      `CREATE TRIGGER search_${table} AFTER INSERT OR UPDATE OR DELETE ON ${table}
         FOR EACH ROW EXECUTE FUNCTION search_row_changed(${columns});`,
  )
  .concat(
    `CREATE CONSTRAINT TRIGGER search_at_commit AFTER INSERT ON search_stale
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION search_flush();`,
  )
  .join('\n')
