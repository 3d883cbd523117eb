import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Where all documents are made anew their indexes are built of what is there, not row by row: a word's list of documents is then
 * written once and not a million times (PostgreSQL documentation, GIN Tips and Tricks).
 */
export class SearchMadeAnewInBulk1764000000067 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(rebuild(IN_BULK))
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(rebuild({ declared: '', before: '', after: '' }))
  }
}

const IN_BULK = {
  declared: "index record; definitions text[] := '{}';",
  // What keeps a row from being there twice stays: it is refused at once.
  before: `
    FOR index IN SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
      WHERE NOT indisunique AND indrelid IN (
        'search_claims'::regclass, 'search_articles'::regclass, 'search_speakers'::regclass, 'search_words'::regclass)
      ORDER BY 2
    LOOP
      definitions := definitions || index.definition;
      EXECUTE 'DROP INDEX ' || index.name;
    END LOOP;`,
  after: `
    FOR index IN SELECT definition FROM unnest(definitions) definition LOOP
      EXECUTE index.definition;
    END LOOP;`,
}

const rebuild = ({ declared, before, after }: typeof IN_BULK) => /* sql */ `
  CREATE OR REPLACE FUNCTION search_rebuild() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE ${declared}
  BEGIN
    PERFORM pg_advisory_xact_lock(1400, 0);
    TRUNCATE search_claims, search_articles, search_speakers, search_words;
    ${before}
    INSERT INTO search_claims SELECT * FROM search_claims_due;
    INSERT INTO search_articles SELECT * FROM search_articles_due;
    INSERT INTO search_speakers SELECT * FROM search_speakers_due;
    INSERT INTO search_words
      SELECT unnest(spellings) FROM search_claims UNION SELECT unnest(spellings) FROM search_articles
      UNION SELECT unnest(spellings) FROM search_speakers;
    ${after}
    TRUNCATE record_claims; INSERT INTO record_claims SELECT * FROM record_claims_due;
  END $$;
`
