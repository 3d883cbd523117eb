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
  declared: 'index record; indexes text[];',
  // The keys stay: what is made twice is refused at once.
  before: `
    indexes := ARRAY(SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey'
      AND tablename IN ('search_claims', 'search_articles', 'search_speakers', 'search_words') ORDER BY indexname);
    FOR index IN SELECT substring(definition FROM '^CREATE INDEX (\\S+) ') AS name FROM unnest(indexes) definition LOOP
      EXECUTE format('DROP INDEX public.%I', index.name);
    END LOOP;`,
  after: `
    FOR index IN SELECT definition FROM unnest(indexes) definition LOOP
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
