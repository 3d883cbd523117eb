import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Which ranges of a captured text are not the article's own, and whether a statement lies in one. */
export class Zones1764000000009 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Offsets are Unicode code points of the revision's text, from 0, end exclusive.
      CREATE TABLE zones (
        revision_id integer NOT NULL REFERENCES revisions,
        start_offset integer NOT NULL CHECK (start_offset >= 0),
        end_offset integer NOT NULL CHECK (end_offset > start_offset AND end_offset <= 5242880),
        kind text NOT NULL CHECK (kind IN ('appeal', 'navigation', 'comments', 'caption', 'other')),
        PRIMARY KEY (revision_id, start_offset),
        -- Zones of one text don't overlap. All texts lie on one long line here, 2^23 apart, which is more than one can
        -- have: so that ranges alone are compared, and no extension is needed for the revision beside them.
        CONSTRAINT zones_do_not_overlap EXCLUDE USING gist (
          int8range(revision_id * 8388608::bigint + start_offset, revision_id * 8388608::bigint + end_offset) WITH &&
        )
      );

      CREATE FUNCTION refuse_zone_not_in_text() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM revisions WHERE id = NEW.revision_id AND length >= NEW.end_offset) THEN
          RAISE EXCEPTION 'this zone ends behind its text'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'zones_within_text';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER zones_within_text BEFORE INSERT OR UPDATE ON zones
        FOR EACH ROW EXECUTE FUNCTION refuse_zone_not_in_text();

      -- Whether its content lies in a zone, which an editor has then confirmed.
      ALTER TABLE statements ADD COLUMN in_zone boolean NOT NULL DEFAULT false;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      ALTER TABLE statements DROP COLUMN in_zone;
      DROP TABLE zones;
      DROP FUNCTION refuse_zone_not_in_text();
    `)
  }
}
