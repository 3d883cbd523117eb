import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Words at many places of one text. Each `substr` reads a long text from its beginning, some 20 ms for one of 5 MB: a page of
 * fifty statements took seconds. So the text is read once for all of them.
 */
export class WordsAtPlaces1764000000040 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Places are in code points; what is asked for once is given once. Of a long text with several the text is cut, in some
      -- 30 ms, into pieces that a place's offsets name, as in statement_not_in_text. Below 20,000 code points, and for a single
      -- place, substr is as quick.
      CREATE FUNCTION words_at(of_revision integer, starts integer[], ends integer[])
      RETURNS TABLE (starts_at integer, ends_at integer, words text) LANGUAGE plpgsql STABLE ROWS 50 AS $$
      BEGIN
        IF cardinality(starts) < 2 OR (SELECT length < 20000 FROM revisions WHERE id = of_revision) THEN
          RETURN QUERY
            SELECT place.start, place."end", substr(text, place.start + 1, place."end" - place.start)
            FROM revisions CROSS JOIN unnest(starts, ends) AS place (start, "end") WHERE id = of_revision;
        ELSE
          RETURN QUERY
            WITH pieces AS MATERIALIZED (
              SELECT place - 1 AS number, cut[1] AS words
              FROM revisions CROSS JOIN LATERAL regexp_matches(text, '.{1,250}', 'g') WITH ORDINALITY AS piece (cut, place)
              WHERE id = of_revision
            )
            SELECT place.start, place."end",
              substr(coalesce(string_agg(pieces.words, '' ORDER BY number), ''), place.start % 250 + 1, place."end" - place.start)
            FROM unnest(starts, ends) AS place (start, "end")
            CROSS JOIN LATERAL generate_series(place.start / 250, greatest(place.start, place."end" - 1) / 250) number
            LEFT JOIN pieces USING (number)
            GROUP BY place.start, place."end";
        END IF;
      END $$;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP FUNCTION words_at(integer, integer[], integer[])')
  }
}
