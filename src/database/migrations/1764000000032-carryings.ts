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
        effect text CHECK (effect IN ('same', 'typography', 'reworded', 'removed', 'returned')),
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
        CHECK ((effect = 'removed') = (outcome = 'let_go')),
        -- Alone is carried only what surely is the same passage.
        CHECK (outcome IS DISTINCT FROM 'carried' OR class IN ('unchanged', 'moved'))
      );
      CREATE INDEX carryings_revision_id_idx ON carryings (revision_id, id);
      -- A desk asks for what waits, a chain's page for what readers are to be told of.
      CREATE INDEX carryings_waiting_idx ON carryings (id) WHERE outcome IS NULL;
      CREATE INDEX carryings_told_idx ON carryings (statement_id, revision_id)
        WHERE effect IN ('reworded', 'removed', 'returned');

      -- Rule 1 once more: a statement that comes into another revision brings spans that are in its text.
      CREATE FUNCTION refuse_statement_not_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM statements JOIN revisions ON revisions.id = statements.revision_id
          JOIN spans ON spans.statement_id = statements.id
          WHERE statements.id = NEW.id
            AND substr(revisions.text, spans.start_offset + 1, spans.end_offset - spans.start_offset) <> spans.exact
        ) THEN
          RAISE EXCEPTION 'statement % has words that are not in its revision', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'spans_exact_in_text';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER statements_stand_in_text AFTER UPDATE OF revision_id ON statements
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.revision_id <> NEW.revision_id)
        EXECUTE FUNCTION refuse_statement_not_in_text();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TRIGGER statements_stand_in_text ON statements;
      DROP FUNCTION refuse_statement_not_in_text();
      DROP TABLE carryings;
    `)
  }
}
