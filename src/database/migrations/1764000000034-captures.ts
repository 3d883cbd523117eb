import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Where a captured text came from and what read it; what is on its way to becoming an article; and imports of many, which
 * are worked off beside the requests.
 */
export class Captures1764000000034 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE revisions
        -- As a server or a form declared it. Null: pasted, or captured before this was kept.
        ADD COLUMN media_type text CHECK (media_type <> '' AND char_length(media_type) <= 200),
        -- The address that the server fetched it from, after all redirects; null: an editor sent it.
        ADD COLUMN captured_from text CHECK (captured_from ~ '^https?://' AND char_length(captured_from) <= 8000),
        ADD COLUMN file_name text CHECK (file_name <> '' AND char_length(file_name) <= 255),
        -- What made the text of the bytes. Null: they are the text, in UTF-8.
        ADD COLUMN extractor text CHECK (extractor <> '' AND char_length(extractor) <= 200),
        DROP CONSTRAINT revisions_raw_check,
        -- A PDF of a whole issue of a newspaper has some 20 MiB.
        ADD CONSTRAINT revisions_raw_check CHECK (octet_length(raw) <= 26214400);

      CREATE TABLE import_jobs (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        made_by_id integer NOT NULL REFERENCES accounts,
        name text NOT NULL CHECK (name <> '' AND char_length(name) <= 300),
        -- What holds for each article that does not say otherwise itself.
        defaults jsonb NOT NULL CHECK (jsonb_typeof(defaults) = 'object'),
        -- Whether what is proposed as not the article's own is marked without anybody looking at it.
        accepts_zones boolean NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        cancelled_at timestamptz
      );
      CREATE INDEX import_jobs_made_by_id_idx ON import_jobs (made_by_id, id);

      CREATE TABLE captures (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- Null: one by itself, which its editor looks at.
        job_id integer REFERENCES import_jobs ON DELETE CASCADE,
        made_by_id integer NOT NULL REFERENCES accounts,
        -- What it is called in a list: the name of a file, with its folders; an address.
        name text NOT NULL CHECK (name <> '' AND char_length(name) <= 2000),
        state text NOT NULL CHECK (state IN ('waiting', 'reading', 'open', 'imported', 'known', 'refused', 'cancelled')),
        -- Why it was refused, or what an editor has to do.
        problem text,
        article_id integer REFERENCES articles,
        -- As it came. Null: not fetched yet, or let go, since the revision has it.
        raw bytea CHECK (octet_length(raw) <= 26214400),
        media_type text,
        file_name text,
        -- To be fetched.
        asked_url text,
        captured_from text,
        captured_at timestamptz,
        -- What its sender says of it, which goes before what is found in it.
        given jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(given) = 'object'),
        -- What was read: canonical text, what it says of itself and where, what seems not to be the article's own.
        text text CHECK (octet_length(text) <= 5242880),
        metadata jsonb,
        zones jsonb,
        extractor text,
        -- Whoever reads it has this long; after that somebody else may.
        leased_until timestamptz,
        tries integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((state = 'reading') = (leased_until IS NOT NULL)),
        CHECK ((state IN ('imported', 'known')) = (article_id IS NOT NULL)),
        CHECK (state <> 'open' OR text IS NOT NULL)
      );
      CREATE INDEX captures_job_id_idx ON captures (job_id, id);
      CREATE INDEX captures_made_by_id_idx ON captures (made_by_id, id);
      CREATE INDEX captures_to_read_idx ON captures ((job_id IS NOT NULL), id) WHERE state IN ('waiting', 'reading');
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TABLE captures, import_jobs;
      ALTER TABLE revisions DROP COLUMN media_type, DROP COLUMN captured_from, DROP COLUMN file_name, DROP COLUMN extractor,
        DROP CONSTRAINT revisions_raw_check, ADD CONSTRAINT revisions_raw_check CHECK (octet_length(raw) <= 5242880);
    `)
  }
}
