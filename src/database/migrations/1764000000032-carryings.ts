import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What became of each statement when its article got a new text. Places are kept, not words: these are read out of the
 * revisions, so that what is erased there is erased here.
 */
export class Carryings1764000000032 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE carryings (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        statement_id integer NOT NULL REFERENCES statements,
        -- Where it stood, and the new text.
        from_revision_id integer NOT NULL REFERENCES revisions,
        revision_id integer NOT NULL REFERENCES revisions CHECK (revision_id > from_revision_id),
        -- Of the statement: the one that was compared, and once it is settled the one that this made. Another is a statement that
        -- somebody has changed since.
        statement_version integer NOT NULL CHECK (statement_version > 0),
        -- What comparing the texts told.
        class text NOT NULL CHECK (class IN ('unchanged', 'moved', 'edited', 'ambiguous', 'gone')),
        -- Why an editor is asked: words of it are others, of what names the speaker or the saying, of the sentence around it; it
        -- stands in several places or other surroundings; or in a zone that it was not confirmed for.
        because text CHECK (because IN ('words', 'attribution', 'sentence', 'place', 'zone')),
        -- Places in the new text that an editor may mean, the likeliest first: a list of lists of
        -- {part, position, start, end}, in code points.
        candidates jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(candidates) = 'array'),
        -- What was made of it; null waits for an editor.
        outcome text CHECK (outcome IN ('carried', 'confirmed', 'pointed', 'let_go', 'overtaken')),
        -- What readers can see of that.
        effect text CHECK (effect IN ('same', 'typography', 'reworded', 'reattributed', 'removed', 'returned')),
        -- Its spans in the one text and in the other, as they were then.
        before_spans jsonb CHECK (jsonb_typeof(before_spans) = 'array'),
        after_spans jsonb CHECK (jsonb_typeof(after_spans) = 'array'),
        settled_by_id integer REFERENCES accounts,
        settled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (statement_id, revision_id),
        CHECK ((because IS NOT NULL) = (class IN ('edited', 'ambiguous'))),
        CHECK ((outcome IS NULL) = (settled_at IS NULL)),
        CHECK (outcome IS NOT NULL OR settled_by_id IS NULL),
        CHECK ((effect IS NULL) = (outcome IS NULL OR outcome = 'overtaken')),
        CHECK ((before_spans IS NULL) = (effect IS NULL)),
        -- What was let go is in the new text no more.
        CHECK ((after_spans IS NOT NULL) = (coalesce(outcome, '') IN ('carried', 'confirmed', 'pointed'))),
        -- What had been let go before and is still not there is no news.
        CHECK (effect <> 'removed' OR outcome = 'let_go'),
        CHECK (outcome <> 'let_go' OR effect IN ('removed', 'same')),
        -- Alone is carried only what surely is the same passage.
        CHECK (outcome IS DISTINCT FROM 'carried' OR class IN ('unchanged', 'moved'))
      );
      CREATE INDEX carryings_revision_id_idx ON carryings (revision_id, id);
      -- A desk asks for what waits, a chain's page for what readers are to be told of.
      CREATE INDEX carryings_waiting_idx ON carryings (id) WHERE outcome IS NULL;
      CREATE INDEX carryings_told_idx ON carryings (statement_id, revision_id)
        WHERE effect IN ('reworded', 'reattributed', 'removed', 'returned');

      -- The same address again is recognised; by its hash, since an address may be longer than a B-tree takes.
      CREATE INDEX articles_url_idx ON articles USING hash (url);

      -- Rule 1, of many spans at once: a new text carries thousands over, and looking each up from the beginning of a text of
      -- 5 MB took 24 ms a span. So the text is cut once, in some 90 ms, into pieces that a span's offsets name: 250 code
      -- points, near the most that a pattern may repeat (255).
      CREATE FUNCTION statement_not_in_text(of_revision integer, of_statements integer[]) RETURNS integer
      LANGUAGE sql STABLE AS $$
        WITH pieces AS MATERIALIZED (
          SELECT place - 1 AS number, found[1] AS words
          FROM revisions CROSS JOIN LATERAL regexp_matches(text, '.{1,250}', 'g') WITH ORDINALITY AS piece (found, place)
          WHERE id = of_revision
        ), around AS (
          SELECT statement_id, exact, start_offset, end_offset, string_agg(words, '' ORDER BY number) AS words
          FROM spans CROSS JOIN LATERAL generate_series(start_offset / 250, (end_offset - 1) / 250) number
          LEFT JOIN pieces USING (number)
          WHERE statement_id = ANY(of_statements)
          GROUP BY statement_id, part, position
        )
        SELECT statement_id FROM around
        WHERE substr(words, start_offset % 250 + 1, end_offset - start_offset) IS DISTINCT FROM exact LIMIT 1
      $$;
      CREATE FUNCTION refuse_spans_not_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        of_text record;
      BEGIN
        FOR of_text IN
          SELECT revision_id, array_agg(DISTINCT statements.id) AS statements
          FROM written JOIN statements ON statements.id = written.statement_id GROUP BY revision_id
        LOOP
          IF statement_not_in_text(of_text.revision_id, of_text.statements) IS NOT NULL THEN
            RAISE EXCEPTION 'these words are not at these offsets of the revision'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'spans_exact_in_text';
          END IF;
        END LOOP;
        RETURN NULL;
      END $$;
      DROP TRIGGER spans_exact_in_text ON spans;
      DROP FUNCTION refuse_span_not_in_text();
      CREATE TRIGGER spans_exact_in_text AFTER INSERT ON spans
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_spans_not_in_text();
      CREATE TRIGGER spans_exact_in_text_still AFTER UPDATE ON spans
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION refuse_spans_not_in_text();

      -- A statement comes into another revision without spans, and is given those that are in its text.
      CREATE FUNCTION refuse_spans_of_another_text() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM spans WHERE statement_id = NEW.id) THEN
          RAISE EXCEPTION 'statement % has spans of another revision', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'spans_exact_in_text';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER statements_change_text_without_spans BEFORE UPDATE OF revision_id ON statements
        FOR EACH ROW WHEN (OLD.revision_id <> NEW.revision_id) EXECUTE FUNCTION refuse_spans_of_another_text();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DROP TRIGGER statements_change_text_without_spans ON statements;
      DROP FUNCTION refuse_spans_of_another_text();
      DROP TRIGGER spans_exact_in_text_still ON spans;
      DROP TRIGGER spans_exact_in_text ON spans;
      DROP FUNCTION refuse_spans_not_in_text(), statement_not_in_text(integer, integer[]);
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
      DROP INDEX articles_url_idx;
      DROP TABLE carryings;
    `)
  }
}
