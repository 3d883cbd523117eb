import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Outlets, their articles, and the captured texts, which never change. */
export class Articles1764000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE outlets (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL CHECK (btrim(name) = name AND name <> '' AND char_length(name) <= 200),
        rights text NOT NULL DEFAULT 'excerpts' CHECK (rights IN ('excerpts', 'full')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX outlets_name_key ON outlets (lower(name));

      CREATE TABLE articles (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- Null is "not known", which the importer has said in so many words; so with url, byline and published_on.
        outlet_id integer REFERENCES outlets,
        headline text NOT NULL CHECK (btrim(headline) <> '' AND char_length(headline) <= 500),
        byline text CHECK (btrim(byline) <> '' AND char_length(byline) <= 500),
        url text CHECK (url ~ '^https?://' AND char_length(url) <= 2000),
        -- BCP 47; 'und' is its word for undetermined.
        language text NOT NULL DEFAULT 'und' CHECK (language ~ '^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$'),
        published_on date CHECK (published_on BETWEEN '1000-01-01' AND '2999-12-31'),
        -- Null follows the outlet.
        rights text CHECK (rights IN ('excerpts', 'full')),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX articles_outlet_id_idx ON articles (outlet_id);
      CREATE INDEX articles_newest_idx ON articles (published_on DESC NULLS LAST, id DESC);

      CREATE TABLE revisions (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        article_id integer NOT NULL REFERENCES articles,
        number integer NOT NULL CHECK (number > 0),
        -- Canonical text: LF, NFC, no NUL (PostgreSQL has none), at most 5 MiB.
        text text NOT NULL
          CHECK (btrim(text, E' \\t\\n') <> '' AND octet_length(text) <= 5242880 AND text !~ '\\r' AND text IS NFC NORMALIZED),
        text_sha256 bytea NOT NULL CHECK (text_sha256 = sha256(convert_to(text, 'UTF8'))),
        length integer NOT NULL CHECK (length = char_length(text)),
        raw bytea NOT NULL CHECK (octet_length(raw) <= 5242880),
        raw_sha256 bytea NOT NULL CHECK (raw_sha256 = sha256(raw)),
        captured_at timestamptz NOT NULL DEFAULT now(),
        captured_by_id integer REFERENCES accounts,
        UNIQUE (article_id, number)
      );
      -- The same text twice is recognised by its hash.
      CREATE INDEX revisions_text_sha256_idx ON revisions (text_sha256);
      CREATE TRIGGER revisions_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revisions
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE revisions, articles, outlets')
  }
}
