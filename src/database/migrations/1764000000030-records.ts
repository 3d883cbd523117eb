import type { MigrationInterface, QueryRunner } from 'typeorm'
import { DOCUMENTS } from './1764000000014-search-documents'

/**
 * A speaker's claims in the order said. The search's documents have whose a claim is as a mark, and an index of marks has no
 * order: of the busiest speaker of a million claims, each page and count would read eighty thousand documents. Here they lie
 * in order, with what a record is narrowed and counted by, so that a page and its counts read an index alone. For 100,000
 * claims that is 15 MB beside 255, and 0.4 s of the 21 in which all documents are made anew.
 *
 * Besides, a claim that more than one article reports is marked, and what nobody has answered has an index of its own (0.6 MB
 * for 100,000 claims): a filter that few of them pass then doesn't look at all that was answered.
 */
export class Records1764000000030 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    for (const part of [TABLE, UPKEEP, rebuild(RECORDS_ANEW), REPORTED_AGAIN, FILL]) await queryRunner.query(part)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP INDEX search_claims_unanswered_idx;
      DROP TRIGGER record_claims_added ON search_claims;
      DROP TRIGGER record_claims_changed ON search_claims;
      DROP TRIGGER record_claims_taken ON search_claims;
      DROP TRIGGER record_claims_emptied ON search_claims;
      DROP FUNCTION record_claims_follow;
      DROP VIEW record_claims_due;
      DROP TABLE record_claims;
      ${DUE};
      ${rebuild('')}
      UPDATE search_claims SET marks = array_remove(marks, 'reported_again') WHERE marks @> '{reported_again}';
    `)
  }
}

const TABLE = /* sql */ `
  -- Made of search_claims, in the same statement and so under the same locks. No foreign keys: these would lock more.
  CREATE TABLE record_claims (
    -- Whose the claim is: who said it, or for whom it was said, as they are now.
    speaker_id integer NOT NULL,
    claim_id integer NOT NULL,
    -- The last day on which it can have been said; an undated claim is older than all others.
    day date NOT NULL,
    -- The first day of the month that it was said in; null where that is not known.
    month date CHECK (extract(day FROM month) = 1),
    medium text NOT NULL,
    stance text NOT NULL,
    is_gainsaid boolean NOT NULL,
    PRIMARY KEY (claim_id, speaker_id)
  );
  CREATE INDEX record_claims_order_idx ON record_claims (speaker_id, day DESC, claim_id DESC)
    INCLUDE (month, medium, stance, is_gainsaid);
  CREATE INDEX record_claims_gainsaid_idx ON record_claims (speaker_id, day DESC, claim_id DESC) WHERE is_gainsaid;

  CREATE VIEW record_claims_due AS
  SELECT substr(mark, 9)::integer AS speaker_id, search_claims.id AS claim_id, day,
    CASE WHEN date_trunc('month', lower(days)) = date_trunc('month', upper(days) - 1)
      THEN date_trunc('month', lower(days))::date END AS month,
    claims.medium, claims.stance, NOT marks @> '{unanswered}' AS is_gainsaid
  FROM search_claims JOIN claims USING (id) CROSS JOIN unnest(marks) mark
  WHERE mark LIKE 'speaker:%';
`

const UPKEEP = /* sql */ `
  CREATE FUNCTION record_claims_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  BEGIN
    IF TG_OP = 'TRUNCATE' THEN
      TRUNCATE record_claims;
      RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
      DELETE FROM record_claims kept USING was WHERE kept.claim_id = was.id AND NOT EXISTS (
        SELECT FROM record_claims_due due WHERE due.claim_id = kept.claim_id AND due.speaker_id = kept.speaker_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO record_claims SELECT due.* FROM became JOIN record_claims_due due ON due.claim_id = became.id
      ON CONFLICT (claim_id, speaker_id) DO UPDATE SET (day, month, medium, stance, is_gainsaid) =
        (excluded.day, excluded.month, excluded.medium, excluded.stance, excluded.is_gainsaid)
      WHERE (record_claims.*) IS DISTINCT FROM (excluded.*);
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER record_claims_added AFTER INSERT ON search_claims REFERENCING NEW TABLE AS became
    FOR EACH STATEMENT EXECUTE FUNCTION record_claims_follow();
  CREATE TRIGGER record_claims_changed AFTER UPDATE ON search_claims REFERENCING OLD TABLE AS was NEW TABLE AS became
    FOR EACH STATEMENT EXECUTE FUNCTION record_claims_follow();
  CREATE TRIGGER record_claims_taken AFTER DELETE ON search_claims REFERENCING OLD TABLE AS was
    FOR EACH STATEMENT EXECUTE FUNCTION record_claims_follow();
  CREATE TRIGGER record_claims_emptied AFTER TRUNCATE ON search_claims
    FOR EACH STATEMENT EXECUTE FUNCTION record_claims_follow();
`

/** A restore makes the documents anew with all triggers off. */
const RECORDS_ANEW = 'TRUNCATE record_claims; INSERT INTO record_claims SELECT * FROM record_claims_due;'

const rebuild = (more: string) => /* sql */ `
  CREATE OR REPLACE FUNCTION search_rebuild() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(1400, 0);
    TRUNCATE search_claims, search_articles, search_speakers, search_words;
    INSERT INTO search_claims SELECT * FROM search_claims_due;
    INSERT INTO search_articles SELECT * FROM search_articles_due;
    INSERT INTO search_speakers SELECT * FROM search_speakers_due;
    INSERT INTO search_words
      SELECT unnest(spellings) FROM search_claims UNION SELECT unnest(spellings) FROM search_articles
      UNION SELECT unnest(spellings) FROM search_speakers;
    ${more}
  END $$;
`

/** What a claim's document has to be, as it was before. */
const DUE = (/CREATE VIEW search_claims_due AS[^;]*/.exec(DOCUMENTS)?.[0] ?? '').replace('CREATE', 'CREATE OR REPLACE')

const REPORTED_AGAIN = DUE.replace(
  `UNION SELECT 'unanswered'`,
  `UNION SELECT 'reported_again' WHERE (
        SELECT count(DISTINCT article_id) FROM search_reports WHERE claim_id = claims.id) > 1
      UNION SELECT 'unanswered'`,
)

const FILL = /* sql */ `
  UPDATE search_claims SET marks = ARRAY(SELECT unnest(marks || '{reported_again}'::text[]) ORDER BY 1)
  WHERE id IN (SELECT claim_id FROM search_reports GROUP BY claim_id HAVING count(DISTINCT article_id) > 1);
  INSERT INTO record_claims SELECT * FROM record_claims_due ON CONFLICT DO NOTHING;
  CREATE INDEX search_claims_unanswered_idx ON search_claims (day DESC, id DESC) WHERE marks @> '{unanswered,stance:asserts}';
`
