import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Speakers, what they claimed, and the passages that report it. */
export class Claims1764000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE speakers (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('person', 'organisation', 'group', 'described')),
        name text NOT NULL CHECK (btrim(name) = name AND name <> '' AND char_length(name) <= 200),
        description text CHECK (btrim(description) <> '' AND char_length(description) <= 1000),
        wikidata_id text CHECK (wikidata_id ~ '^Q[1-9][0-9]*$'),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        -- A described source is a description without an identity.
        CHECK (kind <> 'described' OR wikidata_id IS NULL)
      );
      CREATE INDEX speakers_name_idx ON speakers (lower(name), id);
      CREATE INDEX speakers_name_trgm_idx ON speakers USING gin (lower(name) gin_trgm_ops);

      CREATE TABLE claims (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- EDTF as the editor gave it; null is "not stated", and then there are no bounds either.
        said_on text CHECK (char_length(said_on) BETWEEN 1 AND 100),
        said_on_earliest date,
        said_on_latest date,
        said_on_basis text NOT NULL CHECK (said_on_basis IN ('stated', 'counted', 'inferred', 'not_stated')),
        said_on_words text CHECK (btrim(said_on_words) <> '' AND char_length(said_on_words) <= 300),
        medium text NOT NULL CHECK (medium ~ '^[a-z_]{1,40}$'),
        stance text NOT NULL CHECK (stance IN ('asserts', 'denies', 'declines', 'does_not_dispute', 'asks')),
        summary text CHECK (btrim(summary) <> '' AND char_length(summary) <= 1000),
        state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'withdrawn')),
        withdrawn_reason text CHECK (btrim(withdrawn_reason) <> '' AND char_length(withdrawn_reason) <= 1000),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((said_on IS NULL) = (said_on_basis = 'not_stated')),
        CHECK (said_on IS NOT NULL OR (said_on_earliest IS NULL AND said_on_latest IS NULL)),
        -- An open interval has one bound, everything else both.
        CHECK (said_on IS NULL OR said_on_earliest IS NOT NULL OR said_on_latest IS NOT NULL),
        CHECK (said_on_earliest <= said_on_latest),
        CHECK ((state = 'withdrawn') = (withdrawn_reason IS NOT NULL))
      );

      CREATE TABLE claim_speakers (
        claim_id integer NOT NULL REFERENCES claims,
        position smallint NOT NULL CHECK (position BETWEEN 0 AND 19),
        speaker_id integer NOT NULL REFERENCES speakers,
        PRIMARY KEY (claim_id, position),
        UNIQUE (claim_id, speaker_id)
      );
      CREATE INDEX claim_speakers_speaker_idx ON claim_speakers (speaker_id, claim_id);

      CREATE TABLE statements (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claim_id integer NOT NULL REFERENCES claims,
        revision_id integer NOT NULL REFERENCES revisions,
        wording text NOT NULL CHECK (wording IN ('direct', 'indirect', 'mixed')),
        state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'withdrawn')),
        withdrawn_reason text CHECK (btrim(withdrawn_reason) <> '' AND char_length(withdrawn_reason) <= 1000),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((state = 'withdrawn') = (withdrawn_reason IS NOT NULL))
      );
      CREATE INDEX statements_claim_id_idx ON statements (claim_id, id);
      CREATE INDEX statements_revision_id_idx ON statements (revision_id, id);

      -- Offsets are Unicode code points of the revision's text, from 0, end exclusive. A split quotation has several
      -- content spans; spans of different statements may overlap.
      CREATE TABLE spans (
        statement_id integer NOT NULL REFERENCES statements ON DELETE CASCADE,
        part text NOT NULL CHECK (part IN ('content', 'source', 'cue')),
        position smallint NOT NULL CHECK (position BETWEEN 0 AND 19),
        start_offset integer NOT NULL CHECK (start_offset >= 0),
        end_offset integer NOT NULL CHECK (end_offset > start_offset),
        exact text NOT NULL CHECK (char_length(exact) = end_offset - start_offset),
        prefix text NOT NULL CHECK (char_length(prefix) <= 32),
        suffix text NOT NULL CHECK (char_length(suffix) <= 32),
        PRIMARY KEY (statement_id, part, position),
        CHECK (part = 'content' OR position = 0)
      );

      -- Finding a claim by its words; a span is far below the size that a tsvector may have.
      CREATE INDEX spans_words_idx ON spans USING gin (to_tsvector('simple', exact)) WHERE part = 'content';

      -- Rule 1: a statement's exact text is found at its offsets in its revision, always.
      CREATE FUNCTION refuse_span_not_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (
          SELECT FROM statements JOIN revisions ON revisions.id = statements.revision_id
          WHERE statements.id = NEW.statement_id
            AND substr(revisions.text, NEW.start_offset + 1, NEW.end_offset - NEW.start_offset) = NEW.exact
        ) THEN
          RAISE EXCEPTION 'these words are not at these offsets of the revision'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'spans_exact_in_text';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER spans_exact_in_text BEFORE INSERT OR UPDATE ON spans
        FOR EACH ROW EXECUTE FUNCTION refuse_span_not_in_text();

      -- A claim has a speaker, a statement has content. Checked at commit, when all rows are in.
      CREATE FUNCTION refuse_claim_without_speaker() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM claim_speakers WHERE claim_id = NEW.id) THEN
          RAISE EXCEPTION 'claim % has no speaker', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claims_have_a_speaker';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER claims_have_a_speaker AFTER INSERT OR UPDATE ON claims
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_claim_without_speaker();

      CREATE FUNCTION refuse_statement_without_content() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM spans WHERE statement_id = NEW.id AND part = 'content') THEN
          RAISE EXCEPTION 'statement % has no content', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_have_content';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER statements_have_content AFTER INSERT OR UPDATE ON statements
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_statement_without_content();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TABLE spans, statements, claim_speakers, claims, speakers;
      DROP FUNCTION refuse_span_not_in_text(), refuse_claim_without_speaker(), refuse_statement_without_content();
    `)
  }
}
