import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The same wire story under other outlets: what each captured text is found by, which articles seem to be copies, which of
 * them an editor took for one or for none. A copy is no second confirmation, so the marks of claims that are reported again
 * count origins.
 *
 * Texts that are here already get their fingerprints afterwards, a few at a time, by a chore: making them here would stop
 * the press.
 */
export class Copies1764000000036 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(TABLES)
    await queryRunner.query(COPY_OF)
    await redefineImage(queryRunner, ARTICLE_TOLD, ARTICLE_TOLD + WITH_COPY)
    await redefineView(queryRunner, 'search_reports', MARKS, MARKS + ORIGIN)
    await redefineView(queryRunner, 'search_claims_due', 'search_reports.article_id)', 'search_reports.origin_id)')
  }

  /** What was told of copies stays told. */
  async down(queryRunner: QueryRunner) {
    await redefineImage(queryRunner, ARTICLE_TOLD + WITH_COPY, ARTICLE_TOLD)
    await redefineView(queryRunner, 'search_claims_due', 'search_reports.origin_id)', 'search_reports.article_id)')
    // A view can't lose a column while others look through it.
    const others = ['search_claims_due', 'search_articles_due']
    const definitions: string[] = []
    for (const view of ['search_reports', ...others]) definitions.push(await viewOf(queryRunner, view))
    await queryRunner.query(`DROP VIEW ${others.join(', ')}, search_reports`)
    for (const definition of definitions) await queryRunner.query(definition.replace(ORIGIN, ''))
    await queryRunner.query(/* sql */ `
      DROP TRIGGER articles_copy_of_origin ON articles;
      DROP FUNCTION refuse_copy_of_copy;
      ALTER TABLE articles DROP COLUMN copy_of_id;
      DROP TABLE article_distinctions, article_likenesses, fingerprints_due, revision_fingerprints;
    `)
  }
}

const TABLES = /* sql */ `
  -- What a text is found by (src/fingerprints/): some 15 for 100 words, without what is not the article's own. A narrow
  -- table, for the newest few that have a fingerprint are read off its index, however many have it.
  CREATE TABLE revision_fingerprints (
    fingerprint integer NOT NULL,
    revision_id integer NOT NULL REFERENCES revisions,
    PRIMARY KEY (fingerprint, revision_id)
  );
  CREATE INDEX revision_fingerprints_revision_idx ON revision_fingerprints (revision_id);

  -- Texts whose fingerprints are still to be made.
  CREATE TABLE fingerprints_due (revision_id integer PRIMARY KEY REFERENCES revisions);
  INSERT INTO fingerprints_due SELECT id FROM revisions;

  -- Pairs of articles that may be one story, worked out by the machine: bookkeeping.
  CREATE TABLE article_likenesses (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id integer NOT NULL REFERENCES articles,
    other_id integer NOT NULL REFERENCES articles,
    -- The share of the shorter text that the other has.
    containment real NOT NULL CHECK (containment BETWEEN 0 AND 1),
    CHECK (article_id > other_id),
    UNIQUE (article_id, other_id)
  );
  CREATE INDEX article_likenesses_other_idx ON article_likenesses (other_id);

  -- An editor's word that neither is a copy of the other, however alike they are.
  CREATE TABLE article_distinctions (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id integer NOT NULL REFERENCES articles,
    other_id integer NOT NULL REFERENCES articles,
    created_by_id integer REFERENCES accounts,
    created_at timestamptz NOT NULL DEFAULT now(),
    taken_back_at timestamptz,
    CHECK (article_id > other_id)
  );
  CREATE UNIQUE INDEX article_distinctions_open_key ON article_distinctions (article_id, other_id)
    WHERE taken_back_at IS NULL;
`

const COPY_OF = /* sql */ `
  -- The article that it is a copy of; null is an origin of its own. Always the origin itself, never another copy.
  ALTER TABLE articles ADD COLUMN copy_of_id integer REFERENCES articles CHECK (copy_of_id <> id);
  CREATE INDEX articles_copy_of_idx ON articles (copy_of_id) WHERE copy_of_id IS NOT NULL;

  CREATE FUNCTION refuse_copy_of_copy() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- Held until the end, so that of two who make A a copy of B and B one of C at once, the second is refused here.
    PERFORM FROM articles WHERE id = NEW.copy_of_id AND copy_of_id IS NULL FOR SHARE;
    IF NOT FOUND OR EXISTS (SELECT FROM articles WHERE copy_of_id = NEW.id) THEN
      RAISE EXCEPTION 'a copy is of an origin, and has no copies'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'articles_copy_of_origin';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER articles_copy_of_origin BEFORE INSERT OR UPDATE OF copy_of_id ON articles
    FOR EACH ROW WHEN (NEW.copy_of_id IS NOT NULL) EXECUTE FUNCTION refuse_copy_of_copy();
`

/** Where `image_of` has an article's image. */
const ARTICLE_TOLD = 'INTO version, image FROM articles WHERE id = of_id;'

/** Only of a copy, so that all that history has told of articles so far still is what they are. */
const WITH_COPY = `
    SELECT CASE WHEN copy_of_id IS NULL THEN image
      ELSE (left(image::text, -1) || ', "copyOfId" : ' || copy_of_id || '}')::json END
    INTO image FROM articles WHERE id = of_id;`

const MARKS = ' AS marks'
const ORIGIN = ',\n    COALESCE(articles.copy_of_id, articles.id) AS origin_id'

/** Changes what stands in a function now, whichever migration wrote it last; throws where that is not there. */
async function redefineImage(queryRunner: QueryRunner, from: string, to: string) {
  const [{ definition }] = await queryRunner.query(
    "SELECT pg_get_functiondef('image_of(text, integer)'::regprocedure) AS definition",
  )
  await queryRunner.query(replaced(definition, from, to))
}

async function redefineView(queryRunner: QueryRunner, view: string, from: string, to: string) {
  await queryRunner.query(replaced(await viewOf(queryRunner, view), from, to))
}

async function viewOf(queryRunner: QueryRunner, view: string): Promise<string> {
  const [{ definition }] = await queryRunner.query('SELECT pg_get_viewdef($1::regclass) AS definition', [view])
  return `CREATE OR REPLACE VIEW ${view} AS ${definition}`
}

function replaced(definition: string, from: string, to: string): string {
  const parts = definition.split(from)
  if (parts.length !== 2) throw new Error(`“${from}” is there ${parts.length - 1} times, and not once`)
  return parts.join(to)
}
