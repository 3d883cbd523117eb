import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Through whom a claim reached an article: the hops between the utterance and the article, of each statement. */
export class Hops1764000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- From the utterance (0) to the article; the article's outlet comes last and is no row here.
      CREATE TABLE hops (
        statement_id integer NOT NULL REFERENCES statements ON DELETE CASCADE,
        position smallint NOT NULL CHECK (position BETWEEN 0 AND 9),
        speaker_id integer NOT NULL REFERENCES speakers,
        medium text NOT NULL CHECK (medium ~ '^[a-z_]{1,40}$'),
        wording text NOT NULL CHECK (wording IN ('direct', 'indirect', 'mixed')),
        -- When this one passed it on; as with a claim's said-on, null is "not stated".
        said_on text CHECK (char_length(said_on) BETWEEN 1 AND 100),
        said_on_earliest date,
        said_on_latest date,
        said_on_basis text NOT NULL CHECK (said_on_basis IN ('stated', 'counted', 'inferred', 'not_stated')),
        said_on_words text CHECK (btrim(said_on_words) <> '' AND char_length(said_on_words) <= 300),
        PRIMARY KEY (statement_id, position),
        CHECK ((said_on IS NULL) = (said_on_basis = 'not_stated')),
        CHECK (said_on IS NOT NULL OR (said_on_earliest IS NULL AND said_on_latest IS NULL)),
        CHECK (said_on IS NULL OR said_on_earliest IS NOT NULL OR said_on_latest IS NOT NULL),
        CHECK (said_on_earliest <= said_on_latest)
      );
      CREATE INDEX hops_speaker_idx ON hops (speaker_id, statement_id);

      -- Checked at commit, when all rows are in.
      CREATE FUNCTION refuse_gap_in_hops() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM hops WHERE statement_id = coalesce(NEW.statement_id, OLD.statement_id)
          HAVING count(*) <> max(position) + 1
        ) THEN
          RAISE EXCEPTION 'the hops of statement % are not numbered from 0 on', coalesce(NEW.statement_id, OLD.statement_id)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hops_without_gaps';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER hops_without_gaps AFTER INSERT OR UPDATE OR DELETE ON hops
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_hops();

      -- The words that name a hop's speaker and its saying are spans like others, at the hop's position.
      ALTER TABLE spans DROP CONSTRAINT spans_part_check,
        ADD CONSTRAINT spans_part_check CHECK (part IN ('content', 'source', 'cue', 'hop_source', 'hop_cue')),
        DROP CONSTRAINT spans_check2,
        ADD CONSTRAINT spans_check2 CHECK (part NOT IN ('source', 'cue') OR position = 0);
      CREATE FUNCTION refuse_span_without_hop() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM hops WHERE statement_id = NEW.statement_id AND position = NEW.position) THEN
          RAISE EXCEPTION 'statement % has no hop %', NEW.statement_id, NEW.position
            USING ERRCODE = 'check_violation', CONSTRAINT = 'spans_of_a_hop';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER spans_of_a_hop BEFORE INSERT OR UPDATE ON spans FOR EACH ROW
        WHEN (NEW.part IN ('hop_source', 'hop_cue')) EXECUTE FUNCTION refuse_span_without_hop();

      -- Of every card is asked whether another claim relays its own, and mostly none does.
      CREATE INDEX links_relays_to_idx ON links (to_claim_id) WHERE state = 'published' AND relation = 'relays';
      CREATE INDEX links_relays_from_idx ON links (from_claim_id) WHERE state = 'published' AND relation = 'relays';
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP INDEX links_relays_to_idx, links_relays_from_idx;
      DROP TRIGGER spans_of_a_hop ON spans;
      DROP FUNCTION refuse_span_without_hop();
      DELETE FROM spans WHERE part IN ('hop_source', 'hop_cue');
      ALTER TABLE spans DROP CONSTRAINT spans_part_check,
        ADD CONSTRAINT spans_part_check CHECK (part IN ('content', 'source', 'cue')),
        DROP CONSTRAINT spans_check2,
        ADD CONSTRAINT spans_check2 CHECK (part = 'content' OR position = 0);
      DROP TABLE hops;
      DROP FUNCTION refuse_gap_in_hops();
    `)
  }
}
